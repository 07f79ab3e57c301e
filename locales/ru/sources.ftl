# Sources: connecting what people already have.
source-added = 🔑 **{ $name }**: источник готов. Скопируйте ключ сейчас, больше он не появится:
source-added-for = 🔌 **{ $name }**: источник готов для { $product }. Скопируйте сейчас, больше это не появится:
source-added-how = Отправляйте лиды на `{ $url }`, например так:
source-added-signed = Сервису, который подписывает вебхуки (Standard Webhooks), ключ не нужен: пусть отправляет на `{ $url }` с секретом ||`{ $secret }`||. Он тоже виден только сейчас.
source-added-lost = Ключ потерян или утёк? Новый создаст `/source rotate`.
source-address = **Адрес:** `{ $url }`
source-secret = **Секрет:** ||`{ $secret }`||
source-waiting = ⏳ Жду первую доставку. Как только придёт, скажу здесь; через 15 минут — только в `/source list`.
source-connected = ✅ **Подключено**: первая доставка пришла { $when }.
source-rotated = 🔑 **{ $name }**: ключ новый, старый больше не работает. Скопируйте новый сейчас, больше он не появится:
source-rotated-overlap = 🔑 **{ $name }**: ключ новый, старый работает до { $until }. Скопируйте новый сейчас, больше он не появится:

# Where to paste them: two lines each.
source-paste-form = Вставьте адрес как webhook URL вашей формы или в шаг “Webhook”, “HTTP request” или “POST” в Zapier, Make или n8n.
    Отправляйте поля как есть, в JSON или как форму. Для надёжности передавайте секрет в заголовке `X-Leadbell-Secret`.
source-paste-marketplace = В Partner Center: ваше предложение → **Offer setup** → **Customer leads** → Connect → **HTTPS endpoint**, вставьте адрес.
    Нажмите **Validate**: Microsoft отправит тестовый лид, и появится его карточка.
source-paste-google_ads = В Google Ads: форма для лидов → **Export leads** → **Webhook integration**. Вставьте адрес в **Webhook URL**, секрет в **Key**.
    Нажмите **Send test data**: появится карточка тестового лида.
source-paste-typeform = В Typeform: ваша форма → **Connect** → **Webhooks** → Add a webhook, вставьте адрес. Включите вебхук.
    Откройте его, вставьте секрет в **Secret** и сохраните; затем **Send test request**.
source-paste-hubspot = В HubSpot: **Automation** → Workflows → действие **Send a webhook**, метод POST, вставьте адрес.
    Чтобы он подписывался, выберите **Include request signature** и передайте мне client secret приложения: `/source rotate secret:`.
source-paste-tally = В Tally: ваша форма → **Integrations** → **Webhooks** → Connect, вставьте адрес как endpoint URL.
    Секрет вставьте в **Signing secret**.
source-paste-jotform = В Jotform: ваша форма → **Settings** → **Integrations** → **Webhooks**, вставьте адрес.
    Нажмите **Complete Integration**, затем один раз отправьте форму сами.
source-paste-webflow = В Webflow: **Site settings** → **Apps & integrations** → **Webhooks** → Add webhook, триггер **Form submission**, вставьте адрес.
    Если Webflow покажет для него секрет, передайте его мне: `/source rotate secret:`.
source-paste-calendly = Calendly подключает вебхуки через API: создайте подписку на `invitee.created`, адрес укажите в `url`,
    а секрет в `signing_key` (developer.calendly.com, “Create Webhook Subscription”).
source-paste-cal_com = В Cal.com: **Settings** → **Developer** → **Webhooks** → New, вставьте адрес как Subscriber URL. Триггер: Booking created.
    Вставьте секрет в **Secret**, затем **Ping test**.
source-paste-elementor = В Elementor: виджет формы → **Actions After Submit** → добавьте **Webhook** и вставьте адрес как Webhook URL.
    Включите **Advanced Data**, чтобы приходили названия полей; затем один раз отправьте форму сами.
source-paste-cf7 = В WordPress: установите дополнение с вебхуками для Contact Form 7; ваша форма → вкладка **Webhook**, вставьте адрес.
    Сохраните и один раз отправьте форму сами.
source-paste-other = Вставьте адрес туда, где продукт просит webhook URL.
    Если он просит секрет, вставьте секрет.

# What could not be understood.
rejected-none = За последние 30 дней всё разобрано: каждая доставка стала лидом.
rejected-title = Не разобрано: { $count ->
    [one] { $count } доставка
    [few] { $count } доставки
    [many] { $count } доставок
   *[other] { $count } доставки
}
rejected-line = **{ $at } · { $source }** – { $when }
    { $reason }
rejected-kept = Храню 30 дней, последние 1000. Что похоже на лид, сделайте лидом; остальное повторите, когда исправите причину.
rejected-one = **{ $source }** – { $when } · { $kind } · { $size } КБ
    Почему: { $reason }
rejected-masked = Что было заполнено (значения скрыты):
rejected-unreadable = На поля это не разобрать. **Показать всё** покажет, как оно пришло.
rejected-no-body = Слишком большая доставка, содержимое не сохранено.
rejected-still = ⚠️ Всё ещё не разобрано: { $reason }
rejected-replayed = ✅ Принято: { $lead }.
rejected-replayed-many = ✅ Принято. Что так и не разобрано, осталось в `/source rejected`.
rejected-refused-again = ⚠️ Снова отказ (HTTP { $status }): { $reason }
rejected-drop-ask = Удалить эту доставку навсегда (**{ $source }**)? Вернуть её не сможет никто.
rejected-dropped = 🗑️ Доставка удалена (**{ $source }**).
rejected-exported = Все неразобранные доставки, по строке JSON на каждую. В файле личные данные: храните его так же бережно, как сами лиды.
button-rejected-see = Открыть { $at }
button-rejected-all = Показать всё
button-rejected-make = Создать лид
button-rejected-replay = Повторить
button-rejected-drop = Удалить
button-rejected-drop-sure = Удалить навсегда
button-rejected-export = Выгрузить все

# The inquiry form.
form-closed = Форма заявки закрыта. Открыть её: `/source form open:True`; кому дать адрес, решаете только вы.
form-open = 📝 Форма заявки открыта: { $url }
    Поставьте на неё ссылку на своём сайте. Заявки клиентов придут сюда как обычные лиды.
form-no-frame = Встраивать её в другие страницы нельзя. `/source form embed:True` разрешит это и даст код.
form-frame = Чтобы показать форму на своей странице, вставьте туда:
