//! Templates, files with macros, and files that are a single XML document: read like the usual ones.

use std::io::{Cursor, Read, Write};

use office::{Kind, Office, read};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::{bytes, kind};

/// Returns a file whose parts have the type that a template or a file with macros has.
fn retyped(name: &str, usual: &str, other: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes(name))).unwrap();
    let mut copy = ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_changed = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "[Content_Types].xml" {
            let types = String::from_utf8(content).unwrap();
            is_changed = types.contains(usual);
            content = types.replace(usual, other).into_bytes();
        }
        copy.start_file(name, SimpleFileOptions::default()).unwrap();
        copy.write_all(&content).unwrap();
    }
    assert!(is_changed, "{name} is of no type {usual}");
    copy.finish().unwrap().into_inner()
}

#[test]
fn templates_and_files_with_macros_are_read_like_the_usual_ones() {
    let workbook = "openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    let document = "openxmlformats-officedocument.wordprocessingml.document.main+xml";
    let slides = "openxmlformats-officedocument.presentationml.presentation.main+xml";
    for (ending, sample, usual, other) in [
        (
            "xlsm",
            "openpyxl.xlsx",
            workbook,
            "ms-excel.sheet.macroEnabled.main+xml",
        ),
        (
            "xltx",
            "openpyxl.xlsx",
            workbook,
            "openxmlformats-officedocument.spreadsheetml.template.main+xml",
        ),
        (
            "xltm",
            "openpyxl.xlsx",
            workbook,
            "ms-excel.template.macroEnabled.main+xml",
        ),
        (
            "docm",
            "python-docx.docx",
            document,
            "ms-word.document.macroEnabled.main+xml",
        ),
        (
            "dotx",
            "python-docx.docx",
            document,
            "openxmlformats-officedocument.wordprocessingml.template.main+xml",
        ),
        (
            "dotm",
            "python-docx.docx",
            document,
            "ms-word.template.macroEnabledTemplate.main+xml",
        ),
        (
            "pptm",
            "python-pptx-lists.pptx",
            slides,
            "ms-powerpoint.presentation.macroEnabled.main+xml",
        ),
        (
            "ppsx",
            "python-pptx-lists.pptx",
            slides,
            "openxmlformats-officedocument.presentationml.slideshow.main+xml",
        ),
        (
            "ppsm",
            "python-pptx-lists.pptx",
            slides,
            "ms-powerpoint.slideshow.macroEnabled.main+xml",
        ),
        (
            "potx",
            "python-pptx-lists.pptx",
            slides,
            "openxmlformats-officedocument.presentationml.template.main+xml",
        ),
        (
            "potm",
            "python-pptx-lists.pptx",
            slides,
            "ms-powerpoint.template.macroEnabled.main+xml",
        ),
    ] {
        let retyped = retyped(
            sample,
            &format!("application/vnd.{usual}"),
            &format!("application/vnd.{other}"),
        );
        let found = Kind::of_name(&format!("a.{ending}")).unwrap();
        assert_eq!(
            read(found, &retyped),
            read(kind(sample), &bytes(sample)),
            "{ending}"
        );
    }
}

#[test]
fn templates_of_opendocument_are_read_like_the_usual_ones() {
    for (ending, sample) in [("ots", "odfpy.ods"), ("ott", "odfpy.odt")] {
        let found = Kind::of_name(&format!("a.{ending}")).unwrap();
        assert_eq!(found, kind(sample));
    }
}

/// Returns a text as a single XML document, whose styles are those given.
fn flat_text(automatic_styles: &str, master_styles: &str, body: &str) -> Vec<u8> {
    format!(
        "<office:document xmlns:office=\"o\" xmlns:text=\"t\" xmlns:style=\"s\">
         <office:automatic-styles>{automatic_styles}</office:automatic-styles>
         <office:master-styles>{master_styles}</office:master-styles>
         <office:body><office:text>{body}</office:text></office:body></office:document>"
    )
    .into_bytes()
}

fn text_of(flat: &[u8]) -> String {
    match read(Kind::OpenDocumentText, flat) {
        Ok(Office::Document { text, .. }) => text,
        other => panic!("{other:?}"),
    }
}

#[test]
fn headers_are_those_of_the_pages_in_a_text() {
    let page = |name: &str, next: &str| {
        format!(
            "<style:master-page style:name=\"{name}\" {next}><style:header><text:p>On {name}</text:p>
             </style:header></style:master-page>"
        )
    };
    let pages = [
        page("Index", ""),
        page("Standard", ""),
        page("First", "style:next-style-name=\"Second\""),
        page("Second", "style:next-style-name=\"First\""),
        page("Envelope", ""),
    ]
    .concat();
    let styles = "<style:style style:name=\"Begin\" style:family=\"paragraph\" style:master-page-name=\"First\"/>
        <style:style style:name=\"P1\" style:family=\"paragraph\" style:parent-style-name=\"Begin\"/>
        <style:style style:name=\"P2\" style:family=\"paragraph\" style:parent-style-name=\"Begin\"
          style:master-page-name=\"\"/>
        <style:style style:name=\"P3\" style:family=\"paragraph\" style:master-page-name=\"Envelope\"/>";
    let shown = |body: &str| text_of(&flat_text(styles, &pages, body));
    assert_eq!(
        shown("<text:p text:style-name=\"P2\">Words</text:p>"),
        "On Standard\n\n---\n\nWords"
    );
    assert_eq!(
        shown("<text:p text:style-name=\"P1\">Words</text:p>"),
        "On First\n\nOn Second\n\n---\n\nWords"
    );
    assert_eq!(
        shown("<text:p/><text:h text:style-name=\"P1\"/><text:p>Words</text:p>"),
        "On Standard\n\nOn First\n\nOn Second\n\n---\n\nWords"
    );
    let deleted =
        "<text:tracked-changes><text:p text:style-name=\"P3\">Gone</text:p></text:tracked-changes>";
    assert_eq!(
        shown(&format!("{deleted}<text:p>Words</text:p>")),
        "On Standard\n\n---\n\nWords"
    );
}

#[test]
fn notes_of_a_header_are_not_those_of_the_text() {
    let with_note = |words: &str| {
        format!(
            "<text:p>{words}<text:note><text:note-body><text:p>On {words}</text:p></text:note-body></text:note></text:p>"
        )
    };
    let pages = format!(
        "<style:master-page style:name=\"Standard\"><style:header>{}</style:header>
         <style:footer>{}</style:footer></style:master-page>",
        with_note("above"),
        with_note("below")
    );
    assert_eq!(
        text_of(&flat_text("", &pages, &with_note("words"))),
        "above[^margin1-1]\n\n[^margin1-1]: On above\n\n---\n\nwords[^1]\n\n[^1]: On words\n\n---\n\n\
         below[^margin2-1]\n\n[^margin2-1]: On below"
    );
}

#[test]
fn a_header_with_a_note_that_two_page_styles_have_is_shown_once() {
    let header = |words: &str| {
        format!(
            "<style:header><text:p>Above<text:note><text:note-body><text:p>{words}</text:p></text:note-body>
             </text:note></text:p></style:header>"
        )
    };
    let pages = |second: &str| {
        format!(
            "<style:master-page style:name=\"Standard\" style:next-style-name=\"Next\">{}</style:master-page>
             <style:master-page style:name=\"Next\">{}</style:master-page>",
            header("A note"),
            header(second)
        )
    };
    let shown = |second: &str| text_of(&flat_text("", &pages(second), "<text:p>Words</text:p>"));
    assert_eq!(
        shown("A note"),
        "Above[^margin1-1]\n\n[^margin1-1]: A note\n\n---\n\nWords"
    );
    assert_eq!(
        shown("Another"),
        "Above[^margin1-1]\n\n[^margin1-1]: A note\n\nAbove[^margin2-1]\n\n[^margin2-1]: Another\n\n---\n\nWords"
    );
}

/// Returns a file that is a single XML document, with all that surrounds the content.
fn flat(body: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document xmlns:office=\"o\" xmlns:text=\"t\"
           xmlns:table=\"b\" xmlns:style=\"s\" xmlns:dc=\"d\" xmlns:config=\"c\" office:version=\"1.3\">
         <office:meta><dc:title>A title</dc:title><dc:creator>Ann</dc:creator></office:meta>
         <office:settings><config:config-item>of the program</config:config-item></office:settings>
         <office:styles><style:style style:name=\"Title\"/></office:styles>
         <office:automatic-styles><style:style style:name=\"T1\"><style:text-properties
           fo:font-weight=\"bold\"/></style:style></office:automatic-styles>
         <office:master-styles><style:master-page style:name=\"Standard\"><style:header>
           <text:p>Above</text:p></style:header></style:master-page></office:master-styles>
         <office:body>{body}</office:body></office:document>"
    )
    .into_bytes()
}

#[test]
fn files_of_opendocument_in_a_single_document_are_read() {
    let text = flat(
        "<office:text><text:h text:outline-level=\"1\">Größe</text:h>
         <text:p>A <text:span text:style-name=\"T1\">bold</text:span> word</text:p>
         <text:list>
          <text:list-item>
           <text:p>one</text:p>
          </text:list-item>
          <text:list-item>
           <text:p>two</text:p>
          </text:list-item>
         </text:list>
         <table:table>
          <table:table-row>
           <table:table-cell>
            <text:p>x</text:p>
            <text:p>y</text:p>
           </table:table-cell>
           <table:table-cell>
            <text:p>z</text:p>
           </table:table-cell>
          </table:table-row>
         </table:table>
        </office:text>",
    );
    let Ok(Office::Document { text, .. }) = read(kind("a.fodt"), &text) else {
        panic!("it is a document");
    };
    assert_eq!(
        text,
        "Above\n\n---\n\n# Größe\n\nA **bold** word\n\n- one\n- two\n\n| x<br>y | z |\n| --- | --- |"
    );
    let sheet = flat(
        "<office:spreadsheet><table:table table:name=\"Prices\"><table:table-row>
         <table:table-cell office:value-type=\"float\" office:value=\"1.5\"><text:p>1.50 €</text:p>
         </table:table-cell></table:table-row></table:table></office:spreadsheet>",
    );
    let Ok(Office::Workbook(book)) = read(kind("a.fods"), &sheet) else {
        panic!("it is a workbook");
    };
    assert_eq!(book.sheets[0].name, "Prices");
    assert_eq!(book.sheets[0].rows[0].cells[0].text, "1.50 €");
}
