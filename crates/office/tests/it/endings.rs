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
