## `/stats`

stats-title = 📊 { $period ->
    [week] Последние 7 дней
    [month] Последние 30 дней
    [quarter] Последние 90 дней
    [year] Последние 12 месяцев
   *[all] За всё время
}
stats-nothing = За это время лидов не было.

stats-received = **Поступило** { $number }{ $trend }
stats-answered = **С ответом** { $share }{ $time ->
    [none] {""}
   *[other] {" "}· медиана { $time }
}
stats-won = **Выиграно** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· { $value }
}
stats-expired = **Просрочено без ответа** { $share }{ $value ->
    [none] {""}
   *[other] {" "}· упущено { $value }
}
stats-open = **Открыто сейчас** { $waiting ->
    [one] { $waiting } ждёт ответа
    [few] { $waiting } ждут ответа
    [many] { $waiting } ждут ответа
   *[other] { $waiting } ждут ответа
}, в работе { $working }

stats-trend-more = {" "}(на { $difference } больше, чем раньше)
stats-trend-fewer = {" "}(на { $difference } меньше, чем раньше)
stats-trend-same = {" "}(как и раньше)

stats-change-faster = Вы отвечаете быстрее: было { $before }, стало { $now }.
stats-change-slower = Вы отвечаете медленнее: было { $before }, стало { $now }.
stats-change-expired-more = Без ответа просрочено больше лидов: было { $before }, стало { $now }.
stats-change-expired-fewer = Без ответа просрочено меньше лидов: было { $before }, стало { $now }.
stats-change-won-more = Вы выиграли больше: было { $before }, стало { $now }.
stats-change-won-fewer = Вы выиграли меньше: было { $before }, стало { $now }.
stats-change-none = По сравнению с прошлым периодом почти ничего не изменилось.

stats-share-of = { $part } из { $whole }
stats-percent = { $percent } % ({ $part } из { $whole })

stats-medians = Медианная сделка { $deals }{ $time ->
    [none] {""}
   *[other] {" "}· от поступления до победы { $time }
}

stats-by-kind = По виду
stats-by-source = По источникам
stats-by-country = По странам
stats-by-member = По участникам
stats-by-member-own = Ваши лиды
stats-group = **{ $group }** поступило { $received }, принято { $accepted }, выиграно { $won }{ $time ->
    [none] {""}
   *[other] {" "}· ответ за { $time }
}
stats-group-more = { $count ->
    [one] … и ещё { $count }
    [few] … и ещё { $count }
    [many] … и ещё { $count }
   *[other] … и ещё { $count }
}
stats-group-no-country = Без страны

stats-kind-customer_inquiry = Запросы клиентов
stats-kind-marketing_qualified = Квалифицированы маркетингом
stats-kind-sales_qualified = Квалифицированы продажами

stats-select-period = Период
stats-period-week = Последние 7 дней
stats-period-month = Последние 30 дней
stats-period-quarter = Последние 90 дней
stats-period-year = Последние 12 месяцев
stats-period-all = За всё время
stats-select-by = Разбивка
stats-breakdown-none = Без разбивки
stats-breakdown-kind = По виду
stats-breakdown-source = По источникам
stats-breakdown-country = По странам
stats-breakdown-member = По участникам
stats-select-chart = График
stats-chart-funnel = График: от поступления до победы
stats-chart-speed = График: скорость ответа
stats-chart-weeks = График: победы и проигрыши по неделям
stats-chart-reasons = График: причины
stats-chart-sources = График: источники
stats-chart-none = Без графика

stats-chart-title-funnel = От поступления до победы
stats-chart-title-speed = Дней до первого ответа
stats-chart-title-weeks = Победы и проигрыши по неделям
stats-chart-title-reasons = Почему лиды отклонены или проиграны
stats-chart-title-sources = Откуда пришли лиды
stats-chart-received = Поступило
stats-chart-answered = С ответом
stats-chart-accepted = Принято
stats-chart-won = Выиграно
stats-chart-lost = Проиграно

button-share = Показать в канале
stats-shared = 📣 Цифры команды. Кто поделился: { $who }.
stats-share-where = Чтобы поделиться, откройте `/stats` в { $channel }.
