## The card of a lead

card-ping = 🔔 { $role } Новый лид
card-ping-hot = 🔥 { $role } Новый горячий лид
card-ping-hot-passed = ⌛ { $role } Горячий лид всё ещё ждёт
card-title = { $lead } · { $customer }
card-title-erased = { $lead } · удалено
card-kind = { $kind }
card-kind-sent = { $kind } · отправитель: { $sender }
card-test = 🧪 ТЕСТОВЫЙ ЛИД · не учитывается
card-informational = ℹ️ Только для сведения. Отвечать не нужно.
card-hot = 🔥 **Просит связаться напрямую.** Шансы выше всего, пока не вышел срок: { $until }.
card-hot-passed = ⌛ **{ $hours }-часовое окно закрылось.** Клиент просил связаться напрямую: напишите или позвоните, если лид вам ещё интересен.
card-hot-accepted = 🔥 **Просит связаться напрямую.**
card-do-not-contact = 🚫 **Не связываться.** Клиент попросил его не беспокоить.
card-erased = Личные данные удалены.

# A press on the card of a lead that the database has lost with an older copy.
lost-lead = Лида { $lead } больше нет в базе: он поступил после резервной копии, из которой её восстановили. Руководитель может создать его заново из этой карточки: меню сообщения → Приложения → **Make a lead**.
lost-lead-manager = Лида { $lead } больше нет в базе: он поступил после резервной копии, из которой её восстановили. Создайте его заново по карточке, а почту и телефон запросите у источника.
button-make-again = Создать лид заново

card-cut = Полный текст: `/lead show { $lead }`

card-field-answer-by = Ответить до
card-answer-by = { $when } ({ $left })
card-field-country = Страна
card-field-size = Размер компании
card-field-industry = Отрасль
card-field-budget = Бюджет
card-field-solutions = Решения
card-field-sender = Отправитель
card-field-campaign = Кампания
card-field-owner = Ответственный
card-field-value = Ожидаемая сумма
card-field-final-value = Итоговая сумма
card-field-purchase-date = Ожидаемая покупка
card-field-deal = Сделка
card-field-notes = Заметки
card-field-crm-id = ID в CRM
card-field-team = Контакты команды
card-field-made-of = Откуда
card-made-of = [сообщение]({ $url }) в { $channel }
card-field-earlier = Уже обращались
card-earlier-person = Тот же человек: { $lead } ({ $outcome }, { $when })
card-earlier-company = Та же компания: { $lead } ({ $outcome }, { $when })
card-earlier-reason = { $outcome }: { $reason }

card-stage-received = Ждёт ответа
card-stage-accepted = ✅ Принят: { $who }, { $when }
card-assigned = 👀 Смотрит { $who }, { $when }
card-released = ↩️ **Возвращён команде**: { $who }, { $when }. Почему: { $why }
card-released-erased = ↩️ **Возвращён команде**: { $who }, { $when }.
card-stage-won = 🏆 Выигран: { $who }, { $when }
card-stage-lost = Проигран: { $who }, { $when }. Причина: { $reason }
card-stage-declined = Отклонён: { $who }, { $when }. Причина: { $reason }
card-stage-expired = ⌛ Просрочен { $when }. Никто не ответил вовремя.
card-footer = { $lead } · { $source }

button-accept = Принять
button-decline = Отклонить
button-contact = Контакты
button-favorite = ♥ { $count }
button-edit = Изменить
button-team = Команда
button-won = Выигран
button-lost = Проигран
button-details = Добавить CRM, кампанию, контакт
button-undo = Отменить
button-look = Я смотрю
button-pass-back = Больше не смотрю
button-release = Вернуть команде
button-erase = Удалить навсегда
button-erase-not = Оставить
button-reopen = Открыть форму снова
button-add-contact = Добавить контакт команды
button-change = Изменить
button-remove = Убрать
button-back = Назад

## A deal was handed over

assigned-to-look = 👀 { $to }, посмотрите лид { $lead }: об этом просит { $by }. Карточка выше: **Принять**, **Отклонить** или отдать обратно командой `/lead release`.
handover = 🤝 { $to }, сделка по лиду { $lead } теперь ваша. Передача: { $by }. Карточка выше: **Изменить** обновит сделку, **Команда** покажет, кто в ней участвует.

## Words to whoever set the team up

word-this-server = ваш сервер
word-channel-gone = 📭 **{ $team }**: канала для лидов больше нет. Новые лиды целы и ждут. Выберите другой канал, `/setup channel:`, и я их опубликую.
word-not-allowed = 🔒 **{ $team }**: я больше не могу писать в <#{ $channel }>. Новые лиды целы и ждут. Дайте мне там права «Просмотр канала», «Отправлять сообщения», «Встраивать ссылки», «Прикреплять файлы» и «Читать историю сообщений», затем выполните `/setup`.
word-refused = ⚠️ **{ $team }**: Discord не принимает карточку лида { $lead }, поэтому она устарела. Остальное работает. Ответ Discord: { $why }

## Reminders: replies to a card

reminder-nudge = 🔥 { $who } Лид { $lead } всё ещё без ответа. Поступил { $since }, клиент просит связаться напрямую: успейте до { $until }.
reminder-nudge-passed = ⌛ { $who } Лид { $lead } всё ещё без ответа. Поступил { $since }; { $hours }-часовое окно закрылось. Свяжитесь с клиентом, если лид вам ещё интересен.
reminder-warning = ⏳ { $who } Примите или отклоните лид { $lead }. Его срок: { $until }.
reminder-overdue-left = 📅 { $who } { $lead }: дата покупки { $date } прошла, а ответственного { $owner } на сервере больше нет. Передайте сделку: `/lead assign lead:{ $number }`, или закройте её: **Выигран** либо **Проигран**.
reminder-overdue = 📅 { $who } { $lead }: дата покупки { $date } прошла. **Выигран**, **Проигран** или новая дата (**Изменить**)?
reminder-answered = ☑️ { $lead }: { $stage } через { $after }. Ответ: { $who }.
reminder-released = ↩️ { $lead }: возвращён команде. Решение: { $who }, { $when }.
reminder-closed = ☑️ { $lead }: { $stage }. Отметка: { $who }, { $when }.
reminder-expired = ⌛ { $lead }: просрочен без ответа { $when }.
reminder-new-date = ☑️ { $lead }: новая дата покупки { $date }.
reminder-is-nudge = { $lead }: напоминание через { $hours } ч
reminder-is-nudge-minutes = { $lead }: напоминание через { $minutes } мин
reminder-is-warning = { $lead }: за { $before } до срока
reminder-is-overdue = { $lead }: дата покупки { $date }
reminder-is-overdue-again = { $lead }: дата покупки { $date }, вопрос № { $times }
reminder-superseded = { $which } · есть напоминание новее
reminder-erased = 🧽 { $lead }: данные удалены. Делать больше ничего не нужно.
button-snooze-1 = Не напоминать мне до завтра
button-snooze-3 = Не напоминать мне 3 дня
button-snooze-all-1 = Не напоминать всем до завтра
button-snooze-all-3 = Не напоминать всем 3 дня
reminder-snoozed = 🔕 Для команды без напоминаний до { $until }. Решение: { $who }.

## Many leads at once, and the weekly digest

burst = 🔔 { $who } { $leads ->
    [1] Новый лид: { $first }. Карточка здесь, без отдельного сигнала.
    [one] { $leads } новый лид сразу, от { $first } до { $last }. Карточки здесь, без отдельных сигналов.
    [few] { $leads } новых лида сразу, от { $first } до { $last }. Карточки здесь, без отдельных сигналов.
    [many] { $leads } новых лидов сразу, от { $first } до { $last }. Карточки здесь, без отдельных сигналов.
   *[other] { $leads } новых лида сразу, от { $first } до { $last }. Карточки здесь, без отдельных сигналов.
}
burst-from = Много сразу, начиная с { $first }

round-up = ⏰ { $who } { $count ->
    [one] Ответа ждёт { $count } лид.
    [few] Ответа ждут { $count } лида.
    [many] Ответа ждут { $count } лидов.
   *[other] Ответа ждут { $count } лида.
}
round-up-deals = 📅 { $who } { $count ->
    [one] Дата покупки прошла у { $count } сделки: **Выигран**, **Проигран** или новая дата?
    [few] Дата покупки прошла у { $count } сделок: **Выигран**, **Проигран** или новая дата?
    [many] Дата покупки прошла у { $count } сделок: **Выигран**, **Проигран** или новая дата?
   *[other] Дата покупки прошла у { $count } сделки: **Выигран**, **Проигран** или новая дата?
}
round-up-done = ☑️ { $count ->
    [one] Готово: разобран { $count } лид из этого напоминания.
    [few] Готово: разобраны все { $count } лида из этого напоминания.
    [many] Готово: разобраны все { $count } лидов из этого напоминания.
   *[other] Готово: разобраны все { $count } лида из этого напоминания.
}
round-up-nudge = 🔥 { $lead }: поступил { $since }
round-up-nudge-passed = ⌛ { $lead }: поступил { $since }; { $hours }-часовое окно закрылось
round-up-warning = ⏳ { $lead }: срок { $until }
round-up-overdue = 📅 { $lead }: дата покупки { $date } прошла ({ $who })
round-up-superseded = 🔁 { $lead }: есть напоминание новее
round-up-superseded-all = 🔁 Есть напоминания новее.
round-up-more = … и ещё { $count } в `/leads`
round-up-marker = Напоминания: { $day }, { $time }

digest-title = 📋 Прошлая неделя и дела на эту
expired-one = ⌛ { $lead }: просрочен без ответа.
expired-many = ⌛ Просрочено без ответа, лидов: { $count }
expired-more = … и ещё { $count }. Все просроченные: `/leads stage:Expired`.
expired-marker = Просрочено: { $day }, { $time }

digest-arrived = 📥 Поступило за прошлую неделю: { $count }.
digest-overdue = 📅 { $count ->
    [one] Дата покупки прошла у { $count } сделки: выигран, проигран или новая дата?
    [few] Дата покупки прошла у { $count } сделок: выигран, проигран или новая дата?
    [many] Дата покупки прошла у { $count } сделок: выигран, проигран или новая дата?
   *[other] Дата покупки прошла у { $count } сделки: выигран, проигран или новая дата?
}
digest-more = … и ещё { $count }
digest-declined = Отклонено за прошлую неделю: { $count }.
digest-expired = ⌛ Просрочено без ответа за прошлую неделю: { $count }.
digest-open = Открыто: ждут ответа — { $waiting }, в работе — { $accepted }.
digest-expiring = { $count ->
    [one] В течение недели выйдет срок { $count } лида:
    [few] В течение недели выйдет срок { $count } лидов:
    [many] В течение недели выйдет срок { $count } лидов:
   *[other] В течение недели выйдет срок { $count } лида:
}
digest-won = 🏆 Выиграно за прошлую неделю: { $count } ({ $value }).
digest-lost = Проиграно за прошлую неделю: { $count } ({ $value }).
