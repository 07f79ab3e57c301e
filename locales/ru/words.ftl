## Words that many texts are made of

stage-received = получен
stage-accepted = принят
stage-won = выигран
stage-lost = проигран
stage-declined = отклонён
stage-expired = просрочен

kind-customer_inquiry = Запрос клиента
kind-marketing_qualified = Квалифицирован маркетингом
kind-sales_qualified = Квалифицирован продажами

sender-microsoft = Microsoft
sender-partner = Партнёр

actor-source = источник
actor-clock = Leadbell
actor-operator = администратор

reason-not_our_product = Не наш продукт или услуга
reason-outside_region = Не наш регион
reason-customer_size = Слишком маленький или крупный клиент
reason-no_capacity = Сейчас нет ресурсов
reason-need_unclear = Задача неясна, на вопросы не отвечают
reason-duplicate = Дубликат
reason-spam = Спам или ненастоящая заявка
reason-already_customer = Уже наш клиент
reason-other = Другое
reason-no_response = Клиент не ответил
reason-other_vendor = Выбрали другого поставщика
reason-no_budget = Не было бюджета
reason-timeline_too_short = Слишком сжатые сроки

source-member = внесён вручную
source-import = импорт
source-form = форма заявки
source-partner_center = Partner Center

# «Минута» changes in the accusative («через 1 минуту»), so minutes are abbreviated.
span-days = { $count ->
    [one] { $count } день
    [few] { $count } дня
    [many] { $count } дней
   *[other] { $count } дня
}
span-hours = { $count ->
    [one] { $count } час
    [few] { $count } часа
    [many] { $count } часов
   *[other] { $count } часа
}
span-minutes = { $count } мин

day-1 = понедельник
day-2 = вторник
day-3 = среда
day-4 = четверг
day-5 = пятница
day-6 = суббота
day-7 = воскресенье
