//! Translates German words of a schedule into the English ones that the reader knows.

/// German words and their English translation.
const WORDS: &[(&str, &str)] = &[
    ("jeden jede jedes jeder alle", "every"),
    ("tag tage tagen täglich", "daily"),
    ("stunde stündlich", "hour"),
    ("stunden", "hours"),
    ("minute minuten", "minutes"),
    ("woche wochen wöchentlich", "week"),
    ("monat monats monate monaten monatlich", "month"),
    ("jahr jahres jahre jährlich", "year"),
    (
        "werktag werktags werktage werktagen wochentag wochentags wochentage arbeitstag arbeitstags",
        "weekdays",
    ),
    ("wochenende wochenenden wochenends", "weekend"),
    ("mittag mittags", "noon"),
    ("mitternacht mitternachts", "midnight"),
    ("montag montags mo", "monday"),
    ("dienstag dienstags di", "tuesday"),
    ("mittwoch mittwochs mi", "wednesday"),
    ("donnerstag donnerstags do", "thursday"),
    ("freitag freitags fr", "friday"),
    ("samstag samstags sonnabend sonnabends sa", "saturday"),
    ("sonntag sonntags so", "sunday"),
    ("januar jänner", "january"),
    ("februar feber", "february"),
    ("märz", "march"),
    ("mai", "may"),
    ("juni", "june"),
    ("juli", "july"),
    ("oktober", "october"),
    ("dezember", "december"),
    ("ersten erste erster", "first"),
    ("zweiten zweite zweiter", "second"),
    ("dritten dritte dritter", "third"),
    ("vierten vierte", "fourth"),
    ("fünften fünfte", "fifth"),
    ("sechsten sechste", "sixth"),
    ("siebten siebte", "seventh"),
    ("achten achte", "eighth"),
    ("neunten neunte", "ninth"),
    ("zehnten zehnte", "tenth"),
    ("letzten letzte letzter", "last"),
    ("zwei", "2"),
    ("drei", "3"),
    ("vier", "4"),
    ("fünf", "5"),
    ("sechs", "6"),
    ("sieben", "7"),
    ("acht", "8"),
    ("neun", "9"),
    ("zehn", "10"),
    ("elf", "11"),
    ("zwölf", "12"),
    ("fünfzehn", "15"),
    ("zwanzig", "20"),
    ("dreißig", "30"),
    ("des", "of"),
    (
        "um gegen am im der die das dem den und jeweils immer bitte ein eine einen zur morgens",
        "the",
    ),
    ("bis", "to"),
    ("uhr", "o'clock"),
];

/// Words that also exist in English, or are too short to tell the language.
const AMBIGUOUS: &[&str] = &[
    "am", "die", "do", "fr", "mi", "mo", "sa", "so", "di", "minute", "elf",
];

/// Translates the words of a text into English if the text is German, that is, if it has a word that only German has.
/// Unknown words stay as they are.
pub(crate) fn english(words: Vec<String>) -> Vec<String> {
    let bare = |word: &String| word.trim_matches('.').to_owned();
    let is_german =
        |word: &String| translation(word).is_some() && !AMBIGUOUS.contains(&word.as_str());
    if !words.iter().map(bare).any(|word| is_german(&word)) {
        let words = words.iter().map(bare).filter(|word| !word.is_empty());
        return words.collect();
    }
    let mut english: Vec<String> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let before = at
            .checked_sub(1)
            .map_or("", |before| words[before].as_str());
        let plain = bare(word);
        let is_number = !plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit());
        // "am 1. und 15.", but "um 7."
        let ends = at + 1 == words.len() && before != "am";
        if is_number && word.ends_with('.') && before != "um" && !ends {
            english.push(format!("{plain}th"));
            continue;
        }
        // "7 Uhr 30"
        if is_number && before == "uhr" && plain.len() == 2 {
            let hour = english.len().checked_sub(2);
            if let Some(hour) = hour.filter(|hour| english[*hour].parse::<u8>().is_ok()) {
                english[hour] = format!("{}:{plain}", english[hour]);
                continue;
            }
        }
        match plain
            .split_once('-')
            .map(|(from, to)| (translation(from), translation(to)))
        {
            // "mo-fr"
            Some((Some(from), Some(to))) => english.push(format!("{from}-{to}")),
            _ => english.push(translation(&plain).map_or(plain, str::to_owned)),
        }
    }
    english.retain(|word| !word.is_empty());
    english
}

fn translation(word: &str) -> Option<&'static str> {
    let is_named = |(german, _): &&(&str, &str)| german.split(' ').any(|named| named == word);
    WORDS.iter().find(is_named).map(|(_, english)| *english)
}
