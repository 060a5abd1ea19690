//! Words, the cron lines that they become, and the words that are read back.

use std::collections::BTreeSet;

use proptest::prelude::*;
use schedules::{Days, Inexpressible, Rule, RuleError, Schedule, TimesOfDay, read};

#[test]
fn german_words_say_the_same() {
    for (said, line) in [
        ("jeden Montag um 7", "0 7 * * 1"),
        ("Montags um 7 Uhr.", "0 7 * * 1"),
        ("jeden Tag um sieben Uhr", "0 7 * * *"),
        ("jeden Tag um neun Uhr", "0 9 * * *"),
        ("jeden Tag um elf Uhr", "0 11 * * *"),
        ("werktags um 18:30 Uhr", "30 18 * * 1-5"),
        ("Montag bis Freitag um 18 Uhr 30", "30 18 * * 1-5"),
        ("Mo-Fr um 18.30 Uhr", "30 18 * * 1-5"),
        ("am ersten des Monats um 8:30", "30 8 1 * *"),
        ("am 1. und 15. jeden Monats um Mitternacht", "0 0 1,15 * *"),
        ("um 9 Uhr am 22. des Monats", "0 9 22 * *"),
        ("täglich um 7 und 19 Uhr", "0 7,19 * * *"),
        ("am Wochenende um 10", "0 10 * * 0,6"),
        ("jedes Jahr am 24. Dezember um 8", "0 8 24 12 *"),
        ("alle 15 Minuten", "*/15 * * * *"),
        ("alle zwei Stunden werktags", "0 */2 * * 1-5"),
        ("jede Stunde", "0 * * * *"),
        ("stündlich", "0 * * * *"),
    ] {
        let rule = read(said).map(|rule| rule.cron());
        assert_eq!(rule.as_deref(), Ok(line), "{said}");
    }
    let other = read("jede zweite Woche montags um 7");
    assert_eq!(
        other,
        Err(RuleError::Inexpressible(Inexpressible::EveryOther))
    );
    let unknown = read("jeden Montag abends um 7");
    assert_eq!(
        unknown,
        Err(RuleError::Words(vec!["abends".to_owned()])),
        "nothing is guessed"
    );
    assert_eq!(
        read("every Monday at 7.")
            .map(|rule| rule.cron())
            .as_deref(),
        Ok("0 7 * * 1")
    );
}

#[test]
fn what_people_say_becomes_a_line_and_is_read_back() {
    for (said, line, back) in [
        ("every Monday at 7", "0 7 * * 1", "every Monday at 7:00"),
        ("Mondays, 7am", "0 7 * * 1", "every Monday at 7:00"),
        (
            "weekdays at 18:30",
            "30 18 * * 1-5",
            "every weekday at 18:30",
        ),
        (
            "Monday to Friday at 6.30 pm",
            "30 18 * * 1-5",
            "every weekday at 18:30",
        ),
        ("mon-fri 18h30", "30 18 * * 1-5", "every weekday at 18:30"),
        (
            "every Friday to Sunday at noon",
            "0 12 * * 0,5,6",
            "every Friday, Saturday and Sunday at 12:00",
        ),
        (
            "On the first of the month at 8:30.",
            "30 8 1 * *",
            "on the 1st of every month at 8:30",
        ),
        (
            "on the 1st and 15th of every month at midnight",
            "0 0 1,15 * *",
            "on the 1st and 15th of every month at 0:00",
        ),
        (
            "monthly on the 22nd at 9",
            "0 9 22 * *",
            "on the 22nd of every month at 9:00",
        ),
        (
            "every 15 of the month at 9",
            "0 9 15 * *",
            "on the 15th of every month at 9:00",
        ),
        (
            "daily at 7 and 19",
            "0 7,19 * * *",
            "every day at 7:00 and 19:00",
        ),
        ("every day at 12:15 am", "15 0 * * *", "every day at 0:15"),
        (
            "weekends at 10",
            "0 10 * * 0,6",
            "every Saturday and Sunday at 10:00",
        ),
        (
            "every year on December 24th at 8",
            "0 8 24 12 *",
            "every year on 24 December at 8:00",
        ),
        (
            "24 dec at 8",
            "0 8 24 12 *",
            "every year on 24 December at 8:00",
        ),
        ("every 15 minutes", "*/15 * * * *", "every 15 minutes"),
        (
            "every 2 hours on weekdays",
            "0 */2 * * 1-5",
            "every 2 hours, every weekday",
        ),
        ("every hour", "0 * * * *", "every hour"),
        (
            "please run it every Tuesday and Thursday at 7 o'clock",
            "0 7 * * 2,4",
            "every Tuesday and Thursday at 7:00",
        ),
    ] {
        let rule = read(said).unwrap_or_else(|error| panic!("{said}: {error}"));
        assert_eq!(rule.cron(), line, "{said}");
        assert_eq!(rule.to_string(), back, "{said}");
    }
}

#[test]
fn what_is_not_understood_is_named_and_nothing_is_guessed() {
    let unknown =
        |words: &[&str]| RuleError::Words(words.iter().map(|word| (*word).to_owned()).collect());
    assert_eq!(read("every Monday at sunrise"), Err(unknown(&["sunrise"])));
    assert_eq!(
        read("chaque lundi à 7"),
        Err(unknown(&["chaque", "lundi", "à"]))
    );
    assert_eq!(read("every Monday at 25:00"), Err(unknown(&["25:00"])));
    assert_eq!(read("every Monday at 13 pm"), Err(unknown(&["13", "pm"])));
    assert_eq!(read("the 32nd at 7"), Err(unknown(&["32nd"])));
    assert_eq!(read("  "), Err(RuleError::Nothing));
    assert_eq!(read("at 7"), Err(RuleError::Days));
    assert_eq!(read("every Monday"), Err(RuleError::Time));
}

#[test]
fn what_no_schedule_can_say_is_refused_with_a_way_out() {
    for (said, words) in [
        ("every other Monday at 7", "every other week"),
        ("every two weeks", "I do not understand"),
        ("every 2 weeks at 7", "cannot count"),
        ("every 3 days at 7", "cannot count"),
        ("every 7 minutes", "has to fit"),
        ("every 1 minutes", "has to fit"),
        ("on the last day of the month at 7", "last day"),
        (
            "on the first Monday of the month at 7",
            "first Monday of the month",
        ),
        (
            "every Monday and on the 1st of the month at 7",
            "Make two schedules",
        ),
        ("every day at 7:00 and 8:30", "Make two schedules"),
        ("every hour at 7 on weekdays", "Make two schedules"),
        ("weekly at 7", "which day of the week"),
        ("every month at 7", "which day of the month"),
        ("24 December and 25 December at 7", "Make two schedules"),
    ] {
        let refused = read(said).unwrap_err().to_string();
        assert!(refused.contains(words), "{said}: {refused}");
    }
}

fn some_of(range: std::ops::RangeInclusive<u8>) -> impl Strategy<Value = BTreeSet<u8>> {
    proptest::collection::btree_set(range, 1..6)
}

fn rules() -> impl Strategy<Value = Rule> {
    let days = prop_oneof![
        Just(Days::Every),
        some_of(0..=6).prop_map(Days::Week),
        some_of(1..=31).prop_map(Days::Month),
        (1..=12_u8, 1..=28_u8).prop_map(|(month, day)| Days::Year { month, day }),
    ];
    let times = prop_oneof![
        (some_of(0..=23), 0..=59_u8)
            .prop_map(|(hours, minute)| TimesOfDay::Times { hours, minute }),
        proptest::sample::select(vec![5, 6, 10, 12, 15, 20, 30]).prop_map(TimesOfDay::Minutes),
        proptest::sample::select(vec![1, 2, 3, 4, 6, 8, 12]).prop_map(TimesOfDay::Hours),
    ];
    (days, times).prop_map(|(days, times)| Rule { days, times })
}

proptest! {
    #[test]
    fn every_rule_survives_the_way_through_its_words_and_through_its_line(rule in rules()) {
        prop_assert_eq!(read(&rule.to_string()), Ok(rule.clone()), "{}", rule);
        prop_assert_eq!(Rule::of_cron(&rule.cron()), Some(rule.clone()), "{}", rule.cron());
        prop_assert!(Schedule::read(&rule.cron(), "Europe/Zurich").is_ok(), "{}", rule.cron());
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in "\\PC{0,40}") {
        let _ = read(&text);
    }
}
