## The lists of `/leads`

list-tab-marketplace = Маркетплейс
list-tab-qualified = Квалифицированные
list-tab-mine = Мои
list-tab-favorites = ♥ Избранное

list-title-marketplace = Маркетплейс: запросы клиентов
list-title-qualified = Квалифицированы маркетингом или продажами
list-title-mine = Ваше: ваши сделки и лиды, которые вы смотрите
list-title-favorites = ♥ Ваше избранное

list-search = 🔍 Поиск: **{ $typed }**
list-line = { $icon }**{ $lead } · { $customer }** – { $state }
list-erased = удалено
list-footer = { $count ->
    [0] Лидов нет
    [one] { $number } лид
    [few] { $number } лида
    [many] { $number } лидов
   *[other] { $number } лида
}{ $single ->
    [1] {""}
   *[other] {" "}· страница { $page } из { $pages }
}
list-footer-bounded = { $number } из { $most } самых новых совпадений; добавьте слово, чтобы сузить поиск · страница { $page } из { $pages }

list-state-received = ответить { $when }
list-state-assigned = смотрит { $who }, ответить { $when }
list-state-informational = для сведения
list-state-accepted = { $owner }, { $value }, ожидается { $date }
list-state-won = выигран, { $value }, { $when }
list-state-lost = проигран { $when }: { $reason }
list-state-declined = отклонён { $when }: { $reason }
list-state-expired = просрочен { $when }

list-filter-open = Открытые
list-filter-received = Получены
list-filter-accepted = Приняты
list-filter-won = Выиграны
list-filter-lost = Проиграны
list-filter-declined = Отклонены
list-filter-expired = Просрочены
list-filter-all = Все стадии
list-sort-deadline = сначала срочные
list-sort-newest = сначала новые
list-sort-value = сначала крупные
list-sort-hot = сначала горячие
list-filter-now = { $filter }, { $sort }
list-option-filter = Показать: { $filter } ({ $count })
list-option-sort = Порядок: { $sort }

list-empty-marketplace = Запросов клиентов пока нет. Они начнут поступать сами, когда руководитель подключит источник: `/source add`. Или внесите лид вручную: `/lead new`.
list-empty-qualified = Лидов, квалифицированных маркетингом или продажами, пока нет. Они начнут поступать сами, когда руководитель подключит источник: `/source add`. Или внесите лид вручную: `/lead new`.
list-empty-mine = У вас пока ничего нет. Нажмите на карточке лида **Принять** или отметьте, что смотрите его: `/lead assign`.
list-empty-favorites = В избранном пока пусто. Нажмите ♥ на карточке или ♡ в списке, чтобы не терять лид из виду.
list-empty-filter = Здесь нет лидов с фильтром **{ $filter }**. { $count ->
    [one] На других стадиях { $count } лид:
    [few] На других стадиях { $count } лида:
    [many] На других стадиях { $count } лидов:
   *[other] На других стадиях { $count } лида:
} выберите ниже **Все стадии**.
list-empty-search = Ничего не нашлось. Я ищу по клиенту, задаче, названию сделки, заметкам и ID; хватит начала слова.
list-empty-elsewhere = На этой вкладке ничего нет. Нашлось здесь: { $places }. Нажмите вкладку выше.
list-elsewhere-tab = **{ $tab }** ({ $count })
list-tab-found = { $tab } ({ $count })

button-search = 🔍 Поиск
button-search-clear = ✕ Сбросить поиск
button-previous = ◀ Назад
button-next = Далее ▶
select-open-lead = Откройте лид

form-search = Поиск лидов
input-search = Что ищете?
input-search-hint = Начала слов: клиент, задача, название сделки, заметки или ID. Например: nord 365
