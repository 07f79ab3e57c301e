## The full view of a lead, and its history

full-footer = { $lead } · { $source }
full-attached = 📎 Полные тексты во вложении.
full-field-received = Поступил
full-field-answered = Первый ответ
full-field-deal-campaign = Кампания сделки
full-field-language = Язык клиента
full-field-external-id = ID в источнике

show-card = Карточка
show-thread = Ветка
show-need = Задача
show-reason-notes = Заметки к причине
button-favorite-not = ♡ { $count }
button-history = История
button-newer = ◀ Новее
button-older = Старее ▶

history-title = История лида { $lead }
history-footer = Страница { $page } из { $pages }, сначала новое
history-transition = { $what } ({ $before } → { $after })
history-by = { $who } · { $when } · { $via }
history-by-nobody = { $when } · { $via }
history-change = - { $field }: { $from } → { $to }
history-nothing = (пусто)

history-received = **Поступил**
history-accepted = **Принят**
history-declined = **Отклонён**: { $reason }
history-expired = **Просрочен** без ответа
history-won = **Выигран**
history-won-for = **Выигран**: { $value }
history-lost = **Проигран**: { $reason }
history-assigned-look = **Просьба посмотреть**: { $to }
history-passed-back = **Отдан обратно**: { $from } больше не смотрит
history-released = **Возвращён команде**
history-undone = **Отменено**
history-edited = **Сделка изменена**
history-contact-added = **Контакт команды добавлен**: { $name }
history-contact-edited = **Контакт команды изменён**: { $name }
history-contact-removed = **Контакт команды убран**: { $name }
history-assigned = **Сделка передана**: { $from } → { $to }
history-assigned-first = **Сделка передана**: { $to }
history-favorited = **♥** поставлено
history-unfavorited = **♥** снято
history-contact-seen = **Контакты просмотрены**
history-snoozed = **Без напоминаний** для себя до { $until }
history-snoozed-team = **Без напоминаний** для команды до { $until }
history-unsnoozed = **Напоминания снова включены**
history-reminded = **Напоминание**: { $which }
history-reminder-nudge = через { $after } после поступления
history-reminder-warning = за { $before } до срока
history-reminder-overdue = дата покупки { $date } прошла
history-erased = **Личные данные удалены**

via-card = кнопка
via-command = команда
via-intake = источник
via-import = импорт
via-timer = автоматически
