//! Rich text, books, mails, calendars and address cards as various programs write them.

use std::io::{Cursor, Write};

use office::{Kind, Office, Refusal, read};
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

fn text(name: &str, bytes: impl AsRef<[u8]>) -> String {
    match read(Kind::of_name(name).unwrap(), bytes.as_ref()) {
        Ok(Office::Document { text, .. }) => text,
        other => panic!("{name}: {other:?}"),
    }
}

#[test]
fn rich_text_keeps_headings_lists_tables_and_links() {
    let rtf = r#"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil\fcharset0 Calibri;}{\f1\fnil\fcharset204 Arial;}}
{\stylesheet{\ql Normal;}{\s1\outlinelevel0 heading 1;}}{\*\generator Riched20 10.0;}{\info{\title Hidden}}
\pard\s1 Report\par
\pard\plain A {\b bold} word, 2*3, caf\'e9 \u8364 ? and {\f1 \'cf\'f0\'e8} \u55357 ?\u56832 ?.\line next line\par
{\listtext\'b7\tab}\pard\ls1\ilvl0 apples\par
{\listtext\'b7\tab}\ls1\ilvl0 pears\par
\pard\trowd\cellx100\cellx200\intbl Name\cell Town\cell\row
\trowd\cellx100\cellx200\intbl Ann\cell\cell\row
\pard {\field{\*\fldinst HYPERLINK "https://e.example/a"}{\fldrslt there}} {\pict\wmetafile8 0102}{\v secret}end\par}"#;
    assert_eq!(
        text("a.rtf", rtf),
        "# Report\n\nA **bold** word, 2\\*3, café € and При 😀.\\\nnext line\n\n- apples\n- pears\n\n\
         | Name | Town |\n| --- | --- |\n| Ann |  |\n\n[there](<https://e.example/a>) end"
    );
    let japanese = b"{\\rtf1\\ansi\\ansicpg932{\\fonttbl{\\f0\\fcharset128 MS;}}\\f0 \\'93\\'fa\\'96{\\'7b}\\par}";
    let torn = text("a.rtf", japanese);
    assert!(torn.starts_with('日'), "{torn}");
}

fn epub(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(words.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const CONTAINER: (&str, &str) = (
    "META-INF/container.xml",
    r#"<container><rootfiles><rootfile full-path="OEBPS/content.opf" media-type="x"/></rootfiles></container>"#,
);

#[test]
fn a_book_is_its_chapters_in_the_order_of_reading() {
    let book = epub(&[
        CONTAINER,
        (
            "OEBPS/content.opf",
            r#"<package xmlns:dc="d"><metadata><dc:title>Sea &amp; Sky</dc:title><dc:creator>Ann B.</dc:creator></metadata>
               <manifest><item id="two" href="text/second%20part.xhtml" media-type="application/xhtml+xml"/>
               <item id="one" href="text/../first.xhtml" media-type="application/xhtml+xml"/>
               <item id="cover" href="c.jpg" media-type="image/jpeg"/></manifest>
               <spine><itemref idref="cover"/><itemref idref="one"/><itemref idref="two"/></spine></package>"#,
        ),
        (
            "OEBPS/first.xhtml",
            "<html><head><title/></head><body><h1>One</h1><p>It was <i>dark</i>.</p></body></html>",
        ),
        (
            "OEBPS/text/second part.xhtml",
            "<html><body><h1>Two</h1><p>It was light.</p></body></html>",
        ),
    ]);
    assert_eq!(
        text("a.epub", book),
        "# Sea & Sky\n\nAnn B.\n\n# One\n\nIt was *dark*.\n\n# Two\n\nIt was light."
    );
}

#[test]
fn a_book_with_a_lock_says_so() {
    let lock = r#"<encryption><EncryptedData><EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></EncryptedData></encryption>"#;
    let book = epub(&[CONTAINER, ("META-INF/encryption.xml", lock)]);
    assert_eq!(read(Kind::Book, &book), Err(Refusal::Locked));
}

const MAIL: &str = "From: =?utf-8?q?J=C3=BCrgen?= <j@a.example>\r\nTo: Ann <ann@b.example>, c@d.example\r\n\
Subject: =?iso-8859-1?Q?Gr=FC=DFe?=\r\nDate: Tue, 1 Dec 2026 14:30:00 +0100\r\nMIME-Version: 1.0\r\n\
Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n\
--y\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
Sch=F6n!\r\n1. first\r\n> *old*\r\n\r\n--y\r\nContent-Type: text/html\r\n\r\n<p>Not this</p>\r\n--y--\r\n\
--x\r\nContent-Type: application/pdf; name=\"plan.pdf\"\r\nContent-Disposition: attachment; filename=\"plan.pdf\"\r\n\
Content-Transfer-Encoding: base64\r\n\r\nMTIzNDU=\r\n--x--\r\n";

#[test]
fn a_mail_says_who_what_and_what_is_attached() {
    assert_eq!(
        text("a.eml", MAIL),
        "# Grüße\n\n**From:** Jürgen \\<j@a.example>\\\n**To:** Ann \\<ann@b.example>, c@d.example\\\n\
         **Date:** 2026-12-01 14:30 +01:00\n\nSchön!\\\n1\\. first\n\n> \\*old\\*\n\n**Attached**\n\n\
         - plan.pdf, application/pdf, 5 bytes"
    );
    let page = "From: a@b.example\r\nSubject: Hi\r\nContent-Type: text/html; charset=utf-8\r\n\r\n\
                <html><style>p{}</style><body><p>Order <b>12</b></p></body></html>";
    assert_eq!(
        text("a.eml", page),
        "# Hi\n\n**From:** a@b.example\n\nOrder **12**"
    );
    let japanese = b"From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n\x1b$B$3$s$K$A$O\x1b(B\r\n";
    assert!(text("a.eml", japanese).ends_with("こんにちは"));
    assert_eq!(read(Kind::Mail, b"just words"), Err(Refusal::Unreadable));
}

#[test]
fn an_address_in_quotes_is_no_name() {
    let mail = "From: \"foo..bar\"@docomo.example\r\nTo: \"foo..bar\" <foo@b.example>\r\nSubject: x\r\n\r\nHello\r\n";
    let said = text("a.eml", mail);
    assert!(
        said.contains("**From:** \"foo..bar\"@docomo.example\\\n"),
        "{said}"
    );
    assert!(
        said.contains("**To:** foo..bar \\<foo@b.example>"),
        "{said}"
    );
}

#[test]
fn a_guest_in_a_calendar_may_have_quotation_marks_and_carets() {
    let calendar = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T140000Z\r\nSUMMARY:Plan\r\n\
                    ATTENDEE;CN=\"Ann ^'Bo^' Lee ^^ Co^n2\":mailto:ann@b.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let said = text("a.ics", calendar);
    assert!(said.contains("Ann \"Bo\" Lee ^ Co 2"), "{said}");
}

#[test]
fn a_mail_that_names_no_encoding_is_read_in_the_one_it_is_in() {
    let raw = b"From: Raw Umlaut M\xfcller <m@x.example>\nSubject: Gr\xf6\xdfe\nContent-Type: text/plain\n\nK\xe4se\n";
    assert_eq!(
        text("a.eml", raw),
        "# Gr\u{f6}\u{df}e\n\n**From:** Raw Umlaut M\u{fc}ller \\<m@x.example>\n\nK\u{e4}se"
    );
    let quoted = "From: a@b.example\r\nSubject: x\r\nContent-Type: text/html; charset=us-ascii\r\n\
                  Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>K=E4se und =\r\nBrot</p>";
    assert!(text("a.eml", quoted).ends_with("\n\nKäse und Brot"));
    let russian = b"From: a@b.example\r\nSubject: x\r\n\r\n\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xdd\xf2\xee \xef\xe8\xf1\xfc\xec\xee.\r\n";
    assert!(text("a.eml", russian).ends_with("Привет, мир! Это письмо."));
}

#[test]
fn lines_of_a_mail_that_flow_are_one() {
    let mail = |kind: &str| {
        format!(
            "From: a@b.example\r\nSubject: x\r\nContent-Type: text/plain; charset=utf-8; format=flowed{kind}\r\n\r\n\
             One \r\nsentence \r\nflows.\r\n> quoted \r\n> too\r\n>> older \r\n>  and so\r\n\r\n From here\r\n-- \r\nAnn\r\n"
        )
    };
    assert_eq!(
        text("a.eml", mail("")),
        "# x\n\n**From:** a@b.example\n\nOne sentence flows.\n\n> quoted too\n\n> > older\n\n> and so\n\n\
         From here\\\n\\--\\\nAnn"
    );
    assert!(text("a.eml", mail("; delsp=yes")).contains("Onesentenceflows."));
}

#[test]
fn a_calendar_says_when_where_and_how_often() {
    let calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Team\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nEND:VTIMEZONE\r\n\
BEGIN:VEVENT\r\nUID:2\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227\r\nSUMMARY:Holidays\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=Europe/Berlin:20261201T140000\r\nDTEND;TZID=Europe/Berlin:20261201T150000\r\n\
RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,FR;UNTIL=20270302T130000Z\r\nEXDATE;TZID=Europe/Berlin:20261215T140000\r\n\
SUMMARY:Plan\\, and\r\n  more\r\nLOCATION:Room 1\\; left\r\nSTATUS:CONFIRMED\r\nORGANIZER;CN=Ann:mailto:ann@b.example\r\n\
ATTENDEE;PARTSTAT=ACCEPTED;CN=Bo:mailto:bo@b.example\r\nDESCRIPTION:One\\ntwo\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    assert_eq!(
        text("a.ics", calendar),
        "# Team\n\n## Plan, and more\n\n**When:** Tuesday, 2026-12-01, 14:00–15:00 (Europe/Berlin)\\\n\
         **Repeats:** every 2 weeks on Tuesday and Friday, until Tuesday, 2027-03-02, 13:00 (UTC)\\\n\
         **Not on:** Tuesday, 2026-12-15, 14:00\\\n**Where:** Room 1; left\\\n**Status:** confirmed\\\n\
         **Invites:** Ann\\\n**Guests:** Bo (accepted)\\\n**Reminder:** 15 minutes before\n\nOne\\\ntwo\n\n\
         ## Holidays\n\n**When:** Thursday, 2026-12-24 to Saturday, 2026-12-26"
    );
}

#[test]
fn rules_are_put_into_words_where_that_is_simple() {
    for (rule, words) in [
        ("FREQ=DAILY;COUNT=10", "every day, 10 times"),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            "every month on the second Tuesday",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=15,-1",
            "every month on day 15 and the last day",
        ),
        (
            "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
            "every month on the last working day",
        ),
        (
            "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "every year on the last Sunday in March",
        ),
        (
            "FREQ=YEARLY;BYYEARDAY=100",
            "by the rule FREQ=YEARLY;BYYEARDAY=100",
        ),
    ] {
        let calendar = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T140000Z\r\nRRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let said = text("a.ics", calendar);
        let line = said.lines().find(|line| line.starts_with("**Repeats:**"));
        assert_eq!(
            line,
            Some(format!("**Repeats:** {words}").as_str()),
            "{rule}"
        );
    }
}

#[test]
fn address_cards_of_all_versions_are_read() {
    let cards = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Berg;Ann;;Dr.;\r\nFN:Dr. Ann Berg\r\nORG:Acme;Sales\r\nTEL;TYPE=work,voice:+47 22\r\n\
EMAIL;TYPE=INTERNET:ann_b@a.example\r\nADR;TYPE=home:;;Main St 1;Oslo;;0150;Norway\r\nNOTE:One\\nTwo\r\nEND:VCARD\r\n\
BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;;;\r\nTEL;CELL:123\r\nEND:VCARD\r\n";
    assert_eq!(
        text("a.vcf", cards),
        "## Dr. Ann Berg\n\n**Organisation:** Acme, Sales\\\n**Phone (work):** +47 22\\\n**E-mail:** ann\\_b@a.example\\\n\
         **Address (home):** Main St 1, Oslo, 0150, Norway\n\nOne\\\nTwo\n\n## Jürgen Müller\n\n**Phone (cell):** 123"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_break_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..400), cut in 0..900_usize) {
        for name in ["a.rtf", "a.epub", "a.eml", "a.ics", "a.vcf", "a.srt", "a.zip", "a.tar", "a.tgz"] {
            let _ = read(Kind::of_name(name).unwrap(), &bytes);
        }
        let mut torn = MAIL.as_bytes()[..cut.min(MAIL.len())].to_vec();
        torn.extend(&bytes);
        let _ = read(Kind::Mail, &torn);
        let mut rich = b"{\\rtf1\\ansi ".to_vec();
        rich.extend(&bytes);
        let _ = read(Kind::RichText, &rich);
    }
}

#[test]
fn paragraphs_that_look_like_lists_are_none_and_numbers_of_lists_are_kept() {
    let said = |page: &str| {
        let mail =
            format!("From: a@b.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}");
        let text = text("a.eml", mail);
        text.rsplit("a@b.example\n\n").next().unwrap().to_owned()
    };
    assert_eq!(
        said(
            "<p>- dash</p><p>1. one</p><p>2) two</p><p>+ plus</p><p>&gt; said</p><p>===</p><p>a<br>- b</p>\
             <ul><li>- c</li></ul><p>-5 and 1.5 and --x</p>"
        ),
        "\\- dash\n\n1\\. one\n\n2\\) two\n\n\\+ plus\n\n\\> said\n\n\\===\n\na\\\n\\- b\n\n- \\- c\n\n\
         -5 and 1.5 and --x"
    );
    assert_eq!(
        said("<ol start=5><li>five<li value=9>nine<li>ten</ol>"),
        "5. five\n9. nine\n10. ten"
    );
    assert_eq!(
        said("<table><tr><td>A<td><h2>Head</h2>text</table>"),
        "| A | Head<br>text |\n| --- | --- |"
    );
}

#[test]
fn rich_text_of_word_keeps_links_marks_notes_numbers_and_text_boxes() {
    let rtf = r#"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\footer\pard{\field{\*\fldinst PAGE}{\fldrslt 1}}\par}
\pard {\field\fldedit{\*\fldinst {\insrsid1  HYPERLINK "https://e.example/x" }}{\fldrslt {\ul\cf2 there}}} end\par
\pard {\strike gone}, m{\super 2}, H{\sub 2}O, {\ul under} and {\b\i both}\par
{\listtext\'b7\tab}\pard\ls1\ilvl0 dot\par
{\listtext 3.\tab}\pard\ls2\ilvl0 three\par {\listtext 4.\tab}four\par
\pard Text{\super\chftn{\footnote\pard\plain{\super\chftn} A {\b note}.}} and{\*\atnid AL}{\*\atnauthor Ann}{\*\annotation
{\*\atnref 1}{\*\atndate 123}\pard Is it?} on.\par
\pard Be{\shp{\*\shpinst\shpleft1{\sp{\sn type}{\sv 202}}{\shptxt\pard in the box\par}}}fore\par}"#;
    assert_eq!(
        text("a.rtf", rtf),
        "[there](<https://e.example/x>) end\n\n~~gone~~, m<sup>2</sup>, H<sub>2</sub>O, <u>under</u> and ***both***\n\n\
         - dot\n\n3. three\n4. four\n\nText[^1] and[^c1] on.\n\nBefore\n\nin the box\n\n\
         [^1]: A **note**.\n\n[^c1]: Ann: Is it?"
    );
}
