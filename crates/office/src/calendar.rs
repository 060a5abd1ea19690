//! Calendars (`.ics`) as Markdown: events and tasks with date, time zone and recurrence.

mod recurrence;

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry,
    ICalendarParameterName, ICalendarProperty, ICalendarValue, utils::strip_mailto_scheme,
};
use calcard::{Entry, Parser};

use crate::Refusal;
use crate::date_format::{day, day_in_words, time, zone};
use crate::escaping::escaped;
use crate::markdown_writer::{inline, lines};

/// Returns all calendars of a file, the earliest event first.
pub(crate) fn markdown(text: &str) -> Result<String, Refusal> {
    let mut parser = Parser::new(text);
    let mut calendars = Vec::new();
    loop {
        match parser.entry() {
            Entry::ICalendar(calendar) => calendars.push(to_markdown(&calendar)),
            Entry::Eof => break,
            _ => {}
        }
    }
    match calendars.is_empty() {
        true => Err(Refusal::Unreadable),
        false => Ok(calendars.join("\n\n")),
    }
}

fn to_markdown(calendar: &ICalendar) -> String {
    let mut parts = Vec::new();
    let named = |component: &&ICalendarComponent| {
        component.component_type == ICalendarComponentType::VCalendar
    };
    if let Some(about) = calendar.components.iter().find(named) {
        let given = ICalendarProperty::Other("X-WR-CALNAME".to_owned());
        let name = text(about, &ICalendarProperty::Name).or_else(|| text(about, &given));
        parts.extend(name.map(|name| format!("# {}", escaped(&name))));
        if text(about, &ICalendarProperty::Method).as_deref() == Some("CANCEL") {
            parts.push("This takes back what was planned:".to_owned());
        }
    }
    let mut events: Vec<(String, String)> = Vec::new();
    for component in &calendar.components {
        use ICalendarComponentType::{VEvent, VJournal, VTodo};
        if matches!(component.component_type, VEvent | VTodo | VJournal) {
            events.push((sort_key(component), event(calendar, component)));
        }
    }
    events.sort_by(|one, other| one.0.cmp(&other.0));
    if events.is_empty() {
        parts.push("There are no events in this calendar.".to_owned());
    }
    parts.extend(events.into_iter().map(|(_, event)| event));
    parts.join("\n\n")
}

/// Returns the sort key of an event.
fn sort_key(component: &ICalendarComponent) -> String {
    let start = moment(component, &ICalendarProperty::Dtstart)
        .or_else(|| moment(component, &ICalendarProperty::Due));
    start.map_or_else(String::new, |(at, _)| {
        format!(
            "{:04}{:02}{:02}{:02}{:02}",
            at.year.unwrap_or(0),
            at.month.unwrap_or(0),
            at.day.unwrap_or(0),
            at.hour.unwrap_or(0),
            at.minute.unwrap_or(0)
        )
    })
}

fn event(calendar: &ICalendar, component: &ICalendarComponent) -> String {
    let mut properties: Vec<(&str, String)> = Vec::new();
    properties.extend(date_range(component).map(|when| ("When", when)));
    if let Some((due, zone)) = moment(component, &ICalendarProperty::Due) {
        properties.push(("Due", in_zone(date_time(due), zone)));
    }
    for entry in component.properties(&ICalendarProperty::Rrule) {
        for value in &entry.values {
            if let ICalendarValue::RecurrenceRule(rule) = value {
                properties.push(("Repeats", recurrence::in_words(rule)));
            }
        }
    }
    let days = |property| {
        let values = component
            .properties(property)
            .flat_map(|entry| &entry.values);
        let days: Vec<String> = values
            .filter_map(ICalendarValue::as_partial_date_time)
            .map(date_time)
            .collect();
        (!days.is_empty()).then(|| days.join("; "))
    };
    properties.extend(days(&ICalendarProperty::Rdate).map(|days| ("Also", days)));
    properties.extend(days(&ICalendarProperty::Exdate).map(|days| ("Not on", days)));
    if moment(component, &ICalendarProperty::RecurrenceId).is_some() {
        properties.push((
            "Note",
            "this is one of a series, changed by itself".to_owned(),
        ));
    }
    for (name, property) in [
        ("Where", ICalendarProperty::Location),
        ("Status", ICalendarProperty::Status),
        ("Web", ICalendarProperty::Url),
    ] {
        if let Some(words) = text(component, &property) {
            let words = match name {
                "Status" => words.to_lowercase().replace('-', " "),
                _ => words,
            };
            properties.push((name, words));
        }
    }
    for (name, property) in [
        ("Invites", ICalendarProperty::Organizer),
        ("Guests", ICalendarProperty::Attendee),
    ] {
        let people: Vec<String> = component.properties(&property).map(attendee).collect();
        if !people.is_empty() {
            properties.push((name, people.join(", ")));
        }
    }
    properties.extend(reminders(calendar, component).map(|words| ("Reminder", words)));

    let title =
        text(component, &ICalendarProperty::Summary).unwrap_or_else(|| "(no title)".to_owned());
    let mut parts = vec![format!("## {}", escaped(&title))];
    let properties: Vec<String> = properties
        .into_iter()
        .map(|(name, words)| format!("**{name}:** {}", inline(&words.replace(['\r', '\n'], ", "))))
        .collect();
    parts.push(properties.join("\\\n"));
    if let Some(words) = text(component, &ICalendarProperty::Description) {
        parts.push(lines(&words));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n")
}

/// Returns the date: a day, several days, or a day with times and their zone.
fn date_range(component: &ICalendarComponent) -> Option<String> {
    let (start, zone) = moment(component, &ICalendarProperty::Dtstart)?;
    let end = moment(component, &ICalendarProperty::Dtend).map(|(end, _)| end);
    let length = component
        .property(&ICalendarProperty::Duration)
        .and_then(|entry| match entry.values.first() {
            Some(ICalendarValue::Duration(length)) => Some(length_in_words(length)),
            _ => None,
        });
    let mut words = date_time(start);
    match end {
        // The end date of whole-day events is exclusive.
        Some(end) if start.hour.is_none() => {
            let last = day(end).and_then(|day| day.yesterday().ok());
            if let Some(last) = last.filter(|last| day(start).is_some_and(|first| *last > first)) {
                words = format!(
                    "{words} to {}, {last}",
                    crate::date_format::weekday(last.weekday())
                );
            }
        }
        Some(end) if day(end) == day(start) => {
            if let Some(time) = time(end).filter(|_| end != start) {
                words = format!("{words}–{time}");
            }
        }
        Some(end) => words = format!("{words} to {}", date_time(end)),
        None => {
            if let Some(length) = length {
                words = format!("{words}, for {length}");
            }
        }
    }
    Some(in_zone(words, zone))
}

/// Returns a day, with the time if there is one.
fn date_time(moment: &PartialDateTime) -> String {
    match time(moment) {
        Some(time) => format!("{}, {time}", day_in_words(moment)),
        None => day_in_words(moment),
    }
}

fn in_zone(words: String, zone: Option<String>) -> String {
    match zone {
        Some(zone) => format!("{words} ({zone})"),
        None => words,
    }
}

/// Returns a date or time and its zone. Without a zone it is local time, wherever one is.
fn moment<'a>(
    component: &'a ICalendarComponent,
    property: &ICalendarProperty,
) -> Option<(&'a PartialDateTime, Option<String>)> {
    let entry = component.property(property)?;
    let at = entry.values.first()?.as_partial_date_time()?;
    let named = entry.parameter(&ICalendarParameterName::Tzid);
    let named = named.and_then(|zone| zone.as_text()).map(str::to_owned);
    Some((at, named.or_else(|| zone(at))))
}

fn text(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<String> {
    let entry = component.property(property)?;
    let words: Vec<&str> = entry
        .values
        .iter()
        .filter_map(ICalendarValue::as_text)
        .collect();
    let words = words.join(", ").trim().to_owned();
    (!words.is_empty()).then_some(words)
}

/// Returns the name of a participant, and whether they attend.
fn attendee(entry: &ICalendarEntry) -> String {
    let parameter = |name| entry.parameter(&name).and_then(|value| value.as_text());
    let address = entry.values.first().and_then(ICalendarValue::as_text);
    let name = parameter(ICalendarParameterName::Cn).map(without_carets);
    let name = name
        .or(address.map(|address| strip_mailto_scheme(address).to_owned()))
        .unwrap_or_else(|| "somebody".to_owned());
    match parameter(ICalendarParameterName::Partstat) {
        Some(answer) if !answer.eq_ignore_ascii_case("NEEDS-ACTION") => {
            format!("{name} ({})", answer.to_lowercase())
        }
        _ => name,
    }
}

/// Decodes the caret escapes of a parameter (RFC 6868); calcard 0.3.14 leaves them.
fn without_carets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('^') {
        plain.push_str(before);
        let (sign, length) = match after.chars().next() {
            Some('\'') => ('"', 1),
            Some('n') => (' ', 1),
            Some('^') => ('^', 1),
            _ => ('^', 0),
        };
        plain.push(sign);
        rest = &after[length..];
    }
    plain + rest
}

/// Returns how long before the event the reminders are.
fn reminders(calendar: &ICalendar, component: &ICalendarComponent) -> Option<String> {
    let alarms = component
        .component_ids
        .iter()
        .filter_map(|id| calendar.component_by_id(*id))
        .filter(|inner| inner.component_type == ICalendarComponentType::VAlarm);
    let words: Vec<String> = alarms
        .filter_map(|alarm| alarm.property(&ICalendarProperty::Trigger)?.values.first())
        .filter_map(|value| match value {
            ICalendarValue::Duration(length) if length.neg => {
                Some(format!("{} before", length_in_words(length)))
            }
            ICalendarValue::Duration(length) => match length_in_words(length) {
                none if none.is_empty() => Some("at its start".to_owned()),
                length => Some(format!("{length} after")),
            },
            ICalendarValue::PartialDateTime(moment) => Some(date_time(moment)),
            _ => None,
        })
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn length_in_words(length: &ICalendarDuration) -> String {
    let parts = [
        (length.weeks, "week"),
        (length.days, "day"),
        (length.hours, "hour"),
        (length.minutes, "minute"),
        (length.seconds, "second"),
    ];
    let parts = parts.into_iter().filter(|(count, _)| *count > 0);
    let parts = parts.map(|(count, unit)| match count {
        1 => format!("1 {unit}"),
        count => format!("{count} {unit}s"),
    });
    parts.collect::<Vec<_>>().join(" ")
}
