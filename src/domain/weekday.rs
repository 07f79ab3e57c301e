//! Days of the week as people write them, in the languages that teams mix.

use chrono::Weekday;

/// Space-separated forms of each day, in lower case, Monday first.
static NAMES: [(Weekday, &str); 7] = [
    (
        Weekday::Mon,
        "monday mon mondays montag montags mo понедельник понедельника понедельнику пн",
    ),
    (
        Weekday::Tue,
        "tuesday tue tues tuesdays dienstag dienstags di вторник вторника вторнику вт",
    ),
    (
        Weekday::Wed,
        "wednesday wed weds wednesdays mittwoch mittwochs mi среда среду среды среде ср",
    ),
    (
        Weekday::Thu,
        "thursday thu thur thurs thursdays donnerstag donnerstags do четверг четверга четвергу чт",
    ),
    (
        Weekday::Fri,
        "friday fri fridays freitag freitags fr пятница пятницу пятницы пятнице пт",
    ),
    (
        Weekday::Sat,
        "saturday sat saturdays samstag samstags sonnabend sa суббота субботу субботы субботе сб",
    ),
    (
        Weekday::Sun,
        "sunday sun sundays sonntag sonntags so воскресенье воскресенья воскресенью вс",
    ),
];

/// The day of a name or abbreviation in lower case.
pub(crate) fn weekday_named(word: &str) -> Option<Weekday> {
    let named = |forms: &str| forms.split(' ').any(|form| form == word);
    NAMES.iter().find(|(_, forms)| named(forms)).map(|(day, _)| *day)
}
