## Forms. Titles have 45 characters, labels 45, placeholders 100.

form-new = Новый лид
form-accept = Принять { $lead }
form-edit = Сделка по лиду { $lead }
form-details = Подробнее о лиде { $lead }
form-decline = Отклонить { $lead }
form-won = { $lead }: выигран
form-lost = { $lead }: проигран
form-contact = Контакт команды: { $lead }
form-contact-edit = Изменить контакт команды: { $lead }

input-company = Компания
input-company-hint = Компания или имя: хватит одного
input-customer-name = Имя клиента
input-need = Что нужно клиенту?
input-deal-name = Название сделки
input-value = Ожидаемая сумма
input-value-hint = 12 500 EUR, 12,5 тыс. € или 12 500 (в { $currency })
input-purchase-date = Ожидаемая дата покупки
input-purchase-date-hint = 2026-12-31, через 6 недель, конец Q2
input-notes = Что ищет клиент?
input-crm-id = ID в CRM (для справки)
input-campaign-id = ID маркетинговой кампании
input-contact-name = Контакт команды: имя
input-contact-phone = Контакт команды: телефон
input-contact-email = Контакт команды: почта
input-contact-hint = Заполните все три поля или ни одного
input-name = Имя
input-phone = Телефон
input-email = Почта
input-reason-notes = Заметки
input-reason-notes-hint = Что стоит знать команде
input-reason-notes-other = Заметки (обязательны для «Другое»)
input-final-value = Итоговая сумма (необязательно)
input-final-value-hint = Оставьте пустым, и останется { $value }

## What fields are called in answers

field-deal-name = Название сделки
field-value = Ожидаемая сумма
field-purchase-date = Ожидаемая дата покупки
field-final-value = Итоговая сумма
field-notes = Заметки
field-reason = Причина
field-crm-id = ID в CRM
field-campaign-id = ID кампании
field-contact-name = Имя контакта команды
field-phone = Телефон
field-email = Почта
field-company = Компания
field-name = Имя
field-need = Задача
field-country = Страна
field-currency = Валюта
field-time-zone = Часовой пояс
field-language = Язык
field-working-hours = Рабочие часы
field-hours = Часы
field-answer-time = Срок ответа
field-hot-window = Горячее окно
field-setting = Настройка
field-until = Дата возвращения
field-time = Время суток
field-channel = Канал
field-role = Роль
field-position = Место в списке
field-source = Источник
field-secret = Секрет
field-format = Формат
field-search = Поиск

## Selects

select-decline-ask = Почему отклоняете { $lead }? Заметки останутся в команде.
select-lost-ask = Почему проигран { $lead }?
select-reason = Выберите причину
select-pick-member = Добавьте в сделку участника Discord
select-pick-contact = Измените или уберите контакт команды
form-release = Вернуть { $lead } команде
input-release-why = Почему возвращаете?
select-open-round-up = Откройте лид: ответить или отложить
select-hand-over = Кому передать сделку …
