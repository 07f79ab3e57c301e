## Mails to customers and senders. What stands in { } is filled in; a team may write its own instead (/notices edit).

notice-greeting = Здравствуйте, { $name }!
notice-greeting-nobody = Здравствуйте!
notice-our-reference = Номер обращения: { $reference }

notice-declined_customer-subject = Ваш запрос: { $team }
notice-declined_customer-body =
    { $greeting }

    Спасибо за ваш запрос от { $received }. К сожалению, { $team } не сможет взять его в работу. Пожалуйста, выберите для него другого партнёра.

    Нам жаль, что в этот раз не получится помочь. Желаем вам успеха!

    { $team }
notice-expired_sender-subject = { $lead } ({ $company }): срок ответа вышел
notice-expired_sender-body =
    { $greeting }

    Срок лида, который вы передали { $received }, вышел без ответа. Клиент: { $company }. Получатель: { $team }. Если клиенту ещё нужен партнёр, пожалуйста, передайте лид другому.

    Номер обращения: { $reference }

    { $team }
notice-expired_customer-subject = Ваш запрос: { $team }
notice-expired_customer-body =
    { $greeting }

    Спасибо за ваш запрос от { $received }. Мы не успели ответить вовремя. Если партнёр вам ещё нужен, пожалуйста, выберите другого.

    Извините за ожидание.

    { $team }

notice-some-company = ваш клиент
notice-some-team = наша команда

## What members read of notices

notice-to-customer = клиент
notice-to-sender = отправитель
notice-cause-accepted = принят
notice-cause-declined = отклонён
notice-cause-expired = просрочен
notice-cause-won = выигран
notice-cause-lost = проигран

notice-line-waiting-mail = ⏳ { $cause } → { $who }: письмо уйдёт { $when }
notice-line-waiting-webhook = ⏳ { $cause } → { $who }: вебхук уйдёт { $when }
notice-line-trying = 🔁 { $cause } → { $who }: пока не доставлено ({ $tries ->
    [one] { $tries } попытка
    [few] { $tries } попытки
    [many] { $tries } попыток
   *[other] { $tries } попытки
}), пробую дальше
notice-line-sent-mail = ✉️ { $cause } → { $who }: письмо отправлено { $when }
notice-line-sent-webhook = 📤 { $cause } → { $who }: вебхук доставлен { $when }
notice-line-failed = ⚠️ { $cause } → { $who }: не доставлено. { $why }
notice-line-by_hand = ✋ { $cause } → { $who }: сообщите вручную. { $why }
notice-line-told = ✅ { $cause } → { $who }: сообщено вручную, { $by }, { $when }
notice-line-withheld = 🔕 { $cause } → { $who }: не сообщаю. { $why }
notice-line-dropped = ↩️ { $cause }: никому не сообщено. { $why }

notice-why-before = Тогда я ещё не умел сообщать.
notice-why-late = Отправить не удавалось так долго, что теперь это только удивит.
notice-why-no_smtp = Почтовый сервер не настроен.
notice-why-do_not_contact = Просьба не беспокоить.
notice-why-refused = Отказ: { $detail }
notice-why-exhausted = Три дня попыток, последний ответ: { $detail }
notice-why-gone = Получатель ответил 410: больше ничего не присылать.
notice-why-private_address = Адрес вебхука лежит в нашей собственной сети.
notice-why-no_address = Адреса нет.
notice-why-bad_text = Текст команды не удалось заполнить: { $detail }
notice-why-undone = Изменение отменено.
notice-why-erased = Данные удалены.
notice-why-not_wanted = Так решено при отклонении.

decline-tells = ✉️ { $to }: письмо с просьбой выбрать другого партнёра уйдёт { $when }.
decline-tells-by-hand = ✋ Почтового сервера у меня нет. Попросить выбрать другого партнёра нужно вручную, кого: { $to }. Руководители получат текст { $when }.
decline-tells-nobody-unknown = Клиент не оставил почту, поэтому ему никто не сообщит.
decline-tells-nobody-wish = 🔕 Клиент просил его не беспокоить, поэтому ему никто не сообщит.
decline-tells-nobody-reason = 🔕 Клиент ничего не получит: причина «{ $reason }».
decline-tells-nobody = 🔕 Клиент ничего не получит.
button-notice-tell = Сообщить клиенту
button-notice-tell-not = Не сообщать
notice-wanted-too-late = Изменить это уже нельзя.

notices-alert-title = 📭 Ещё не сообщено ({ $day })
notices-alert-intro = { $count ->
    [one] О лиде нужно сообщить, но у меня не вышло ({ $count } адресат):
    [few] О лидах нужно сообщить, но у меня не вышло ({ $count } адресата):
    [many] О лидах нужно сообщить, но у меня не вышло ({ $count } адресатов):
   *[other] О лидах нужно сообщить, но у меня не вышло ({ $count } адресата):
}
notices-alert-line = **{ $lead }** · { $line }
notices-alert-more = … и ещё { $count }.
notices-alert-before = Часть этого случилась, когда я ещё не умел сообщать. Вы сообщили вручную? Сам я ничего из этого не отправлю.
notices-alert-done = ✅ Всё разобрано.
button-notice-retry = Повторить { $lead }
button-notice-told = Сообщено вручную: { $lead }
button-notice-text = Текст для { $lead }
button-notices-open = Открыть все
button-notice-retry-one = Повторить
button-notice-told-one = Сообщено

notice-text-title = { $lead }: сообщить вручную ({ $who })
notice-text-to = Кому
notice-text-subject = Тема
notice-text-webhook = Это вебхук, текста нет. Повторите отправку или сообщите отправителю сами.
notice-retried = 🔁 { $lead }: пробую ещё раз.
notice-told = ✅ { $lead }: отмечено, что вы сообщили ({ $who }).
notice-not-open = { $lead }: уже разобрано. { $line }
notice-no-such = Такого уведомления нет.

notices-open-none = ✅ Сообщать некому: всё разобрано.
notices-open-title = Кому ещё сообщить
notices-open-pick = Откройте одно

notices-status = **Что узнают клиенты и отправители**
notices-status-mail = ✉️ Письма уходят с адреса { $from }.
notices-status-no-mail = ✋ Почтовый сервер не настроен (`SMTP_URL`, `MAIL_FROM`): руководители получают тексты и отправляют их сами.
notices-status-capture = ✉️ Письма видны здесь и никому не уходят.
notices-status-reply = Ответы приходят на { $address }.
notices-status-no-reply = Ответы приходят на адрес отправки; изменить: `/notices settings reply_to:`.
notices-status-expiry-on = Клиентам, которые написали сами, сообщаю, что их лид просрочен.
notices-status-expiry-off = Клиентам, которые написали сами, не сообщаю, что их лид просрочен.
notices-status-retention = { $days ->
    [one] Что не ушло за { $days } день
    [few] Что не ушло за { $days } дня
    [many] Что не ушло за { $days } дней
   *[other] Что не ушло за { $days } дня
}, больше не отправляю, а спрашиваю вас (по умолчанию: 7).
notices-status-texts = Свои тексты: { $texts }
notices-status-no-texts = Свои тексты: нет, использую мои.
notices-status-webhooks = Вебхуки: { $sources }
notices-status-no-webhooks = Вебхуки: только те, что лиды приносят с собой.
notices-status-open = ⚠️ { $count ->
    [one] Вручную осталось сообщить { $count } адресату
    [few] Вручную осталось сообщить { $count } адресатам
    [many] Вручную осталось сообщить { $count } адресатам
   *[other] Вручную осталось сообщить { $count } адресата
}: `/notices open`
notice-kind-declined_customer = отклонён, клиенту
notice-kind-expired_sender = просрочен, отправителю
notice-kind-expired_customer = просрочен, клиенту

form-notice-text = { $kind } ({ $lang })
input-notice-subject = Тема
input-notice-body = Текст; { $name } и прочее подставятся
input-notice-body-hint = Пустая строка начинает новый абзац.
notice-text-saved = ✅ Сохранено. Вот что придёт (на примере лида):
notice-text-is-own = Это текст вашей команды (на примере лида):
notice-text-is-ours = Это мой текст (на примере лида); написать свой: `/notices edit`
notice-text-reset = ✅ Снова мой текст:
notice-text-variables = Подставляется: { $variables }
notice-text-try = `/notices test` пришлёт его вам письмом.
notice-tested = ✉️ Отправлено на { $to }. Проверьте почту.
notice-test-failed = ⚠️ Не удалось отправить на { $to }: { $why }
notice-test-no-mail = ✋ Почтовый сервер не настроен, пробное письмо отправить нельзя.

webhook-shown = 🔑 **{ $name }**: что стало с лидами, уходит на { $url } с подписью этим секретом:
webhook-none = **{ $name }**: своего вебхука нет; если лид приносит `reply_to`, ответ уходит туда с подписью этим секретом:
webhook-rotated = Теперь подписывает новый секрет; старый подписывает вместе с ним до { $until }.
webhook-off = **{ $name }**: вебхука больше нет.
webhook-how = Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`. Подробнее: docs/WEBHOOKS.md.

history-notice-sent-mail = **Письмо отправлено** → { $who }: { $cause }
history-notice-sent-webhook = **Вебхук доставлен** → { $who }: { $cause }
history-notice-told = **Сообщено вручную**: { $who }, { $cause }
history-notice-failed = **Не сообщено**: { $who }, { $cause }. { $why }
full-field-told = Уведомления
digest-away = 🌴 Нет на месте: { $who }
digest-away-one = { $who } (вернётся { $day })
digest-untold = 📭 { $count ->
    [one] Вручную осталось сообщить { $count } адресату
    [few] Вручную осталось сообщить { $count } адресатам
    [many] Вручную осталось сообщить { $count } адресатам
   *[other] Вручную осталось сообщить { $count } адресата
}: `/notices open`

field-notice-subject = Тема
field-notice-text = Текст
field-webhook = Адрес вебхука
field-days = Дни
wrong-template = Не удалось заполнить: { $detail }. Известны только эти: { "{{ greeting }}, {{ name }}, {{ company }}, {{ team }}, {{ lead }}, {{ received }}, {{ reason }}, {{ reference }}" }.
wrong-web-address = Адрес не подходит: { $why }. Вебхук уходит на https-адрес вне нашей собственной сети.
wrong-out-of-range = Нужно от { $least } до { $most }.
help-notices = `/notices show`, `/notices open` – кому что сообщено и кому ещё нужно; `/notices edit`, `/notices preview`, `/notices test`, `/notices reset` – тексты; `/notices settings`, `/notices webhook` – остальное
