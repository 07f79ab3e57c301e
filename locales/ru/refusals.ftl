## What a member may not or cannot do: what is so, and the next step
# No verbs in the past tense about people: their gender is not known («{ $who } принял» / «приняла»).

refusal-not-a-member = С лидами работает только эта команда. Попросите роль участника: { $managers }.
refusal-not-a-member-no-role = С лидами работает только отдел продаж. Попросите роль команды у того, кто управляет сервером: роли задаёт `/setup`.
refusal-managers-only = Это могут только { $managers }.
refusal-managers-only-no-role = Это могут только руководители, а роли руководителя у команды ещё нет. Её задаёт тот, кто управляет сервером: `/setup`.
refusal-server-managers-only = Для `/setup` нужно право «Управлять сервером». Попросите того, у кого оно есть.
refusal-not-your-deal = Эту сделку ведёт { $owner }. Изменить или закрыть её могут только ответственный, контакты команды и руководители.
refusal-not-your-deal-no-owner = Изменить или закрыть эту сделку могут только ответственный, контакты команды и руководители.
refusal-not-set-up = Сервер ещё не настроен. Это делает командой `/setup` тот, у кого есть право «Управлять сервером».
refusal-no-such-lead-here = Этого лида больше нет в базе. Начните вводить `/lead show`, и появятся подсказки.
refusal-no-such-lead = В этой команде нет лида «{ $asked }». Начните вводить `/lead show`, и появятся подсказки.
refusal-already-accepted = Лид { $lead } уже принят: { $who }, { $when }.
refusal-already-won = Лид { $lead } закрыт: выигран. Отметка: { $who }, { $when }.
refusal-already-lost = Лид { $lead } закрыт: проигран. Отметка: { $who }, { $when }.
refusal-already-declined = Лид { $lead } закрыт: отклонён. Решение: { $who }, { $when }.
refusal-already-expired = Лид { $lead } закрыт: просрочен без ответа { $when }.
refusal-not-accepted = Лид { $lead } ещё никто не принял. Сначала примите его.
refusal-not-due = Срок лида { $lead } ещё не вышел.
refusal-erased = Личные данные лида { $lead } удалены. Остались только цифры.
refusal-contact-closed = Лид { $lead } закрыт без сделки. Контакты видят только руководители.
refusal-nothing-to-undo = У лида { $lead } нечего отменять.
refusal-undo-not-yours = Отменить это может только { $who }.
refusal-is-away = До { $until } нет на месте: { $who }. Выберите другого человека.
refusal-assigned-already = Лид { $lead } уже смотрит { $who }. Нажать **Принять** можно, но сначала спросите.
refusal-accept-final = Отменить уже нельзя. Верните лид { $lead } команде: `/lead release`.
refusal-undo-too-late = Отменить уже нельзя: по лиду { $lead } решение окончательное.
refusal-changed-meanwhile = Пока форма была открыта, лид { $lead } изменился: { $who }, { $when }. Ничего ещё не сохранено:
refusal-changed-meanwhile-next = Откройте форму снова: в ней ваш текст, а где вы ничего не меняли, новый чужой. Сохранится то, что вы отправите.
clash = **{ $field }**: { $theirs }, { $yours }
clash-theirs = теперь там «{ $text }»
clash-theirs-empty = теперь там пусто
clash-yours = у вас «{ $text }»
clash-yours-empty = у вас пусто
clash-yours-untouched = вы это не меняли
refusal-owns-it-already = Лид { $lead } уже ведёт { $owner }.
refusal-not-on-the-team = { $who } без роли в этой команде. Сначала выдайте роль участника или выберите того, у кого она есть.
refusal-a-bot = Это бот. Выберите человека.
refusal-on-the-deal-already = { $who } уже в этой сделке.
refusal-too-many-contacts = Контактов команды в сделке может быть не больше { $max }. Сначала уберите кого-нибудь.
refusal-no-such-contact = Этот контакт команды у лида { $lead } уже убрали. Нажмите **Команда**: там видно, кто остался.
refusal-too-many-reasons = Причин в списке может быть не больше { $max }: больше не вмещает меню Discord. Сначала уберите одну.
refusal-other-stays = «Другое» остаётся: с заметкой оно заменяет всё, чего нет в списке.
refusal-made-before = Из этого сообщения уже создан лид { $lead }. Откройте его: `/lead show { $lead }`.
refusal-delivery-gone = Этой доставки здесь больше нет: её сделали лидом, отправили снова или удалили, либо прошло больше 30 дней. Что осталось: `/source rejected`.
refusal-source-off = Источник **{ $name }** выключен. Включите его: `/source enable`.
refusal-my-own-message = Это моё сообщение. Выберите чужое или создайте лид через `/lead new`.
refusal-input = { $count ->
    [one] Нужно исправить { $count } поле:
    [few] Нужно исправить { $count } поля:
    [many] Нужно исправить { $count } полей:
   *[other] Нужно исправить { $count } поля:
}
refusal-unknown-control = Эта кнопка устарела. Откройте последнюю карточку лида или `/lead show`.
refusal-too-late = Discord доставил нажатие слишком поздно. Нажмите ещё раз.
refusal-typed = Вот что вы ввели, чтобы ничего не пропало:
incident = У меня произошла ошибка. Ничего не изменилось. Попробуйте ещё раз; если повторится, передайте тому, кто меня обслуживает, номер: **{ $id }**.
takes-long = Диск сейчас работает медленно, и это ещё не сохранено. Как только сохраню, напишу здесь.

input-fault = **{ $field }**: вы ввели «{ $typed }». { $wrong }
input-fault-missing = **{ $field }**: не заполнено.
input-fault-empty = **{ $field }**: { $wrong }

wrong-missing = Не заполнено.
wrong-missing-for-other = Для «Другое» нужна заметка, чтобы команда знала причину.
wrong-contact-incomplete = Контакту команды нужны имя, телефон и почта: все три или ничего.
wrong-not-positive = Должно быть больше нуля.
wrong-too-long = Не длиннее { $max } симв.
wrong-unknown = Такого нет. Выберите из подсказок.
wrong-malformed = Похоже на ошибку.
wrong-malformed-email = Это не адрес почты. Пример: anna@example.com.
wrong-malformed-phone = Это не номер телефона. Пример: +7 495 123-45-67.
wrong-malformed-hours = Укажите часы, например 24 48 72, дни, например 3d 1d, или «off».
wrong-malformed-span = Укажите целые часы или дни, например 48h или 14d.
wrong-malformed-time = Пример: 9:00.
wrong-malformed-position = Укажите место в списке: 1 — первое.
wrong-company-or-name = Укажите компанию или имя.
wrong-several = По одному. Второе укажите в отдельном поле или в заметках.
wrong-no-such-source = Источника с таким названием нет. Все источники: `/source list`.
wrong-everyone = Эта роль есть у всех на сервере. Создайте отдельную для отдела продаж и выберите её.
wrong-hot-not-before-expiry = Так лид оставался бы горячим до самого срока. Сделайте горячее окно короче срока ответа.
wrong-warned-before-arrival = Первое предупреждение о сроке пришло бы вместе с лидом. Сначала сократите его: `/reminders warnings`.
wrong-taken = Название занято.
wrong-no-such-format = Такого формата нет. Выберите из подсказок.

money-no-number = Нет числа. Пример: 12 500 EUR или 12,5 тыс. €.
money-negative = Сумма не может быть меньше нуля.
money-several-numbers = Здесь несколько чисел. Укажите одну сумму, хотя бы примерную.
money-several-currencies = Здесь несколько валют. Укажите одну.
money-not-understood = Непонятно: «{ $written }». Пример: 12 500 EUR или 12,5 тыс. €.
money-ambiguous-currency = «{ $written }» может означать { $candidates }. Укажите код из трёх букв.
money-ambiguous-number = { $small } или { $large }? Напишите число без разделителей тысяч.
money-malformed-number = «{ $written }» не читается как число. Пример: 12 500 EUR или 12,5 тыс. €.
money-too-many-decimals = { $currency }: { $allowed ->
    [0] без дробной части, укажите целое число.
    [one] не больше { $allowed } знака после запятой.
    [few] не больше { $allowed } знаков после запятой.
    [many] не больше { $allowed } знаков после запятой.
   *[other] не больше { $allowed } знака после запятой.
}
money-too-large = Не больше { $max }.

date-not-understood = «{ $written }» не читается как дата. Пример: 2026-12-31, «через 6 недель» или «конец Q2».
date-ambiguous = { $first } или { $second }? Напишите так: 2026-12-31.
date-wrong-weekday = { $date } — это { $day }. Что вы имели в виду? Напишите так: 2026-12-31.
date-no-such-day = Такого дня нет. Напишите так: 2026-12-31.
date-in-past = { $date } уже в прошлом. Укажите дату не раньше сегодняшней.
date-too-far = Слишком далеко. Последняя возможная дата: { $latest }.

hours-no-days = В какие дни? Напишите так: «Mon-Fri 9:00-18:00» или «always».
hours-no-times = Со скольких до скольких? Напишите так: «Mon-Fri 9:00-18:00» или «always».
hours-several-spans = Один промежуток на все дни: от первого открытия до последнего закрытия. Напишите так: «Mon-Fri 9:00-18:00».
hours-not-understood = Непонятно: «{ $written }». Напишите так: «Mon-Fri 9:00-18:00» или «always».
hours-ambiguous = «{ $first }» или «{ $second }»? Напишите так, как имели в виду.
