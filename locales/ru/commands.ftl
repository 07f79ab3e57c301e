## Answers to buttons, forms and commands

accepted = ✅ Лид { $lead } ваш: **{ $deal }**, { $value }, ожидается { $date }.
accepted-next = Дальше: свяжитесь с клиентом. Потом отметьте на карточке **Выигран** или **Проигран**.
accepted-next-quiet = Не связывайтесь с этим клиентом. Когда узнаете исход, отметьте **Выигран** или **Проигран**.
declined = Лид { $lead } отклонён: { $reason }.
won = 🏆 Лид { $lead } выигран: { $value }. Отличная работа!
lost = Лид { $lead } проигран: { $reason }.
saved-deal = Сохранено. { $lead }: **{ $deal }**, { $value }, ожидается { $date }.
saved = Сохранено. Карточка лида { $lead } обновлена.
undo-until = Отменить это можно ещё { $span }.
look-yours = 👀 Вы смотрите лид { $lead }. О нём я напомню сначала вам. **Принять**, **Отклонить** или отдать обратно: `/lead release`.
look-others = 👀 Лид { $lead } теперь смотрит { $who }. Первое напоминание тоже придёт туда.
released = ↩️ Лид { $lead } снова у команды. Ответить до { $until }.
released-open = ↩️ Лид { $lead } снова у команды.
undone-received = ↩️ Отменено. Лид { $lead } снова ждёт ответа.
undone-accepted = ↩️ Отменено. Сделка по лиду { $lead } снова открыта.
favorited = ♥ Лид { $lead } в избранном.
unfavorited = Лида { $lead } больше нет в избранном.

reasons-decline = Почему отклоняют лиды
reasons-lost = Почему проигрывают сделки
erase-ask = 🧽 Удалить личные данные лида { $lead } ({ $customer })? Компания, имя, почта, телефон, тексты, название сделки и заметки исчезнут с карточки, из напоминаний, поиска, истории и файлов. Номер, стадия, даты, страна, сумма и причина останутся для статистики. Отменить это нельзя. Сообщения, которые участники написали сами, останутся в Discord.
erased = 🧽 Личные данные лида { $lead } удалены. Карточка вот-вот обновится.
erase-left = Ничего не удалено. Лид { $lead } остаётся как есть.
contact-title = Контакты лида { $lead }
contact-none = Этот лид пришёл без контактов.
contact-company = Компания
contact-name = Имя
contact-job = Должность
contact-email = Почта
contact-phone = Телефон
contact-place = Город
contact-sender = Отправитель
contact-written = В тексте заявки
contact-recorded = Этот просмотр записан в журнал.
contact-do-not = 🚫 Клиент попросил его не беспокоить.

team-title = Контакты команды: { $lead }
team-owner = Ответственный: { $owner }
team-none = Коллег в этой сделке пока нет. Все, кого вы здесь добавите, смогут вести её наравне с ответственным.
team-guest = ⚠️ { $who } в сделке, но без роли в этой команде и лидов не видит. Если доступ нужен, выдайте роль участника.
assigned = 🤝 Лид { $lead } теперь ведёт { $owner }. Сообщение об этом под карточкой.
assigned-to-you = 🤝 Лид { $lead } теперь ваш.

setup-done = ✅ Сохранено. Настройки команды:
setup-now = Настройки команды:
setup-channel = Лиды приходят в { $channel }.
setup-no-channel = ⚠️ Канала пока нет. Выберите его: `/setup channel:`.
setup-managers = Руководители: { $role }
setup-no-managers = ⚠️ Роли руководителя пока нет. Выберите её: `/setup manager_role:`. Руководители могут всё, в том числе подключать источники.
setup-members = Участники: { $role }
setup-no-members = ⚠️ Роли участника пока нет. Выберите её: `/setup member_role:`. Участники принимают и отклоняют лиды.
setup-locale = Часовой пояс { $zone }, валюта { $currency }, язык { $language }.
setup-threads = У каждого принятого лида своя ветка.
setup-missing = ⚠️ Не хватает прав в { $channel }: **{ $permissions }**. Дайте их мне в настройках канала и снова выполните `/setup`.
setup-lost-managers = ⚠️ Роль руководителя удалена. Выберите другую: `/setup manager_role:`.
setup-lost-members = ⚠️ Роль участника удалена, поэтому о новых лидах узнают только менеджеры. Выберите другую: `/setup member_role:`.
setup-open = ⚠️ Канал { $channel } и ваши лиды в нём может читать весь сервер. В настройках канала заберите право **Просмотр канала** у @everyone и дайте его двум вашим ролям.
setup-silent-role = ⚠️ Мои упоминания { $role } никому не приходят. Включите в настройках роли *Разрешить всем @упоминать эту роль* или дайте мне право «Упоминание @everyone, @here и всех ролей».
setup-unchecked = ⚠️ Не удалось проверить, могу ли я писать в { $channel }. Через минуту снова выполните `/setup` или отправьте тестовый лид: `/source test`.
setup-unseen = ⚠️ Я не вижу { $channel }. Дайте мне там право «Просмотр канала» и снова выполните `/setup`.
setup-wrong-channel = ⚠️ { $channel } — не текстовый канал. Выберите текстовый.
setup-next = Дальше: подключите сайт или CRM, `/source add`.

source-none = Источников пока нет. Добавьте первый: `/source add name:`.
source-title = Источники
source-line = **{ $name }** · { $kept ->
    [0] лидов пока нет
    [one] { $kept } лид
    [few] { $kept } лида
    [many] { $kept } лидов
   *[other] { $kept } лида
}{ $rejected ->
    [0] {""}
   *[other] , отвергнуто: { $rejected }
} · { $state }
source-never-used = ещё не использовался
source-last-used = последний раз { $when }
source-off-since = { $used } · ⛔ выключен { $when }
source-is-off = ⛔ **{ $name }**: источник выключен. Новое не принимается, его лиды остаются. Включить с тем же ключом: `/source enable`.
source-was-off = **{ $name }**: источник уже выключен, { $when }.
source-is-on-again = **{ $name }**: источник снова включён, ключ тот же.
source-was-on = **{ $name }**: источник уже включён.
source-tested = 🧪 Работает (HTTP { $status }). Тестовый лид { $lead } скоро появится в { $channel }. Он никого не упоминает и нигде не учитывается; посмотрите и отклоните его.
source-tested-no-channel = 🧪 Работает (HTTP { $status }). Тестовый лид { $lead } ждёт: выберите канал, `/setup`.
source-test-refused = ⚠️ Тестовый лид не принят (HTTP { $status }): { $why }
source-kind-by-hand = вручную

lead-new-done = Лид { $lead } добавлен: **{ $customer }**. Карточка скоро появится в { $channel }.
lead-new-no-channel = Лид { $lead } добавлен: **{ $customer }**. Он ждёт: выберите канал, `/setup`.

help-in-channel = {" "}в { $channel }
help-title = Что я умею
help-outsider = Я приношу лиды отделу продаж этого сервера. Вы пока не в команде, поэтому вам доступна только `/help`.
help-intro = Лиды приходят карточками{ $channel }. **Принять** — взять лид, **Отклонить** — если он не для нас, **♥** — не терять из виду. Ответы на команды ниже видите только вы.
help-leads = **Лиды**
    `/leads tab:Mine` – ваши сделки и лиды, которые вы смотрите; сначала срочные
    `/leads` – списки, поиск и избранное
    `/stats` – сколько пришло, как быстро вы отвечали, что выиграли
    `/lead show` – всё об одном лиде; `/lead history` – что с ним было
    `/lead accept`, `/lead decline`, `/lead favorite` – то же, что кнопки карточки
    `/lead new` – внести лид вручную; или меню сообщения → Приложения → `Make a lead`
help-deals = **Ваши сделки**
    `/away` – пока вас нет, вас не спрашивают; кто-то вас заменяет
    `/deal edit` – название, сумма, дата покупки, заметки
    `/deal team` – коллеги в сделке; `/lead assign` – передать сделку или отметить, что вы смотрите лид; `/lead release` – вернуть лид команде
    `/deal won`, `/deal lost` – закрыть сделку; на отмену есть { $undo }
help-manager = **Руководитель** может изменить и закрыть любую сделку, а ещё:
    `/source add` – ключ, с которым сайт или CRM присылает лиды; `/source list` – все источники и что через них пришло
    `/source rotate` – новый ключ; `/source disable`, `/source enable` – выключить и включить; `/source test` – тестовый лид
    `/source rejected` – что пришло, но не разобрано: исправить, отправить снова или сделать лидом
    `/reasons list`, `/reasons add`, `/reasons rename`, `/reasons remove`, `/reasons order` – почему отклоняют лиды и проигрывают сделки
    `/reminders show`, `/reminders nudges`, `/reminders warnings`, `/reminders overdue`, `/reminders digest` – кому и когда я напоминаю
    `/settings` – срок ответа, горячее окно, отмена, наплывы и другие числа команды
    `/lead erase` – навсегда удалить личные данные лида
help-setup = **Если вы управляете сервером**
    `/setup` – канал, роли, часовой пояс, валюта, язык, ветки, рабочие часы
help-again = Эта справка: `/help`.

## Snooze

snoozed-team = 🔕 О лиде { $lead } команда не получит напоминаний до { $until }.
snoozed-you = 🔕 О лиде { $lead } вы не получите напоминаний до { $until }.
snoozed-none-left = Это было последнее.
snoozed-back = Чтобы вернуть напоминания, нажмите ту же кнопку ещё раз.
unsnoozed = 🔔 { $lead }: напоминания снова приходят.
snoozed-deadline = Срок лида прежний: { $when }.

setup-working-hours = Напоминания приходят в рабочие часы: { $hours }, время { $zone }.
setup-working-always = Напоминания приходят в любое время. Ограничить: `/setup working_hours:`.

reminders-title = **О чём я напоминаю команде**
reminders-nudges = 🔥 Горячие лиды без ответа: через { $hours } после поступления.
reminders-no-nudges = 🔥 Горячие лиды без ответа: не напоминаю.
reminders-warnings = ⏳ Лиды, у которых выходит срок: за { $hours } до него.
reminders-no-warnings = ⏳ Лиды, у которых выходит срок: не предупреждаю.
reminders-and = { $first } и { $last }
reminders-overdue = 📅 Дата покупки прошла: следующим утром спрашиваю ответственного.
reminders-no-overdue = 📅 Дата покупки прошла: не спрашиваю.
reminders-digest = 📋 Сводка за неделю: { $day }, { $time }.
reminders-no-digest = 📋 Сводка за неделю: нет.

settings-title = ⚙️ **Настройки.** Изменить, например: `/settings answer_time:7d`
settings-saved = ✅ Сохранено. Настройки теперь:
settings-kept = Ничего не изменилось. Настройки:
settings-group-leads = **Лиды**
settings-group-noise = **Сообщения в канале**
settings-group-deals = **Сделки**
settings-group-card = **На карточке**
settings-line = - { $name }: **{ $value }** (по умолчанию { $default })
settings-line-default = - { $name }: { $value } (по умолчанию)
settings-elsewhere = -# Другие настройки: `/reminders` кому и когда напоминать · `/notices` что узнают клиенты и отправители · `/reasons` · `/setup` канал, роли, часовой пояс
settings-latest = **Последние изменения**
settings-latest-line = -# { $what }, { $who } { $when }
settings-difference = { $name }: { $before } → { $after }
settings-nothing-new = Так уже настроено.
settings-ask = Изменить?
settings-effect-answer = Новый срок ответа получат новые лиды. У нынешних срок прежний.
settings-effect-hot = Касается и нынешних лидов: их карточки и напоминания изменятся.
settings-effect-undo = Письма и вебхуки ждут, пока ответ ещё можно отменить.
button-settings-save = Сохранить
button-settings-keep = Оставить как есть
setting-answer = Срок ответа на лид
setting-hot = Лид остаётся горячим
setting-undo = Время на отмену ответа
setting-burst = Сколько лидов упоминать по одному
setting-within = … за время
setting-overdue = Снова спросить о прошедшей дате покупки через
setting-threads = Ветка для каждого принятого лида
setting-expiry = Сообщать о просроченном лиде
setting-size = Размер и отрасль компании
setting-money = Бюджет клиента
setting-contacts = Контакты команды
setting-on = вкл.
setting-off = выкл.

away-now = 🌴 **Кого сейчас нет**
away-left = 🌴 Принято. Пока вас нет, никто не попросит вас смотреть лиды. Это закончится само или по команде `/away back:True`.
away-back = С возвращением!
away-handed-on = { $count ->
    [one] Передан дальше { $count } лид из тех, что вы смотрели.
    [few] Переданы дальше { $count } лида из тех, что вы смотрели.
    [many] Переданы дальше { $count } лидов из тех, что вы смотрели.
   *[other] Переданы дальше { $count } лида из тех, что вы смотрели.
}
away-line = - { $who }, вернётся { $until }
away-line-cover = - { $who }, вернётся { $until }; заменяет { $cover }
away-nobody = Все на месте.
