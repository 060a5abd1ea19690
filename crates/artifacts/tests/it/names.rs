//! Hostile names become names that are one harmless component on every system.

use std::fs::OpenOptions;
use std::path::{Component, Path};

use artifacts::{
    NameRules, safe_name, safe_name_on, safe_relative_path, safe_relative_path_on, shown_path,
};
use proptest::prelude::*;

/// Names from outside, and the safe names they become.
const NAMES: &[(&str, &str)] = &[
    ("report.md", "report.md"),
    ("Größe 2026 – Übersicht.csv", "Größe 2026 – Übersicht.csv"),
    ("日本語.txt", "日本語.txt"),
    ("../../etc/passwd", "passwd"),
    ("..\\..\\Windows\\System32\\evil.dll", "evil.dll"),
    ("/etc/cron.d/x", "x"),
    ("C:\\Users\\x\\Start Menu\\run.bat", "run.bat"),
    ("C:evil.txt", "C_evil.txt"),
    ("\\\\server\\share\\x.txt", "x.txt"),
    ("a/", "a"),
    ("a/..", "a"),
    ("..", "file"),
    (".", "file"),
    ("...", "file"),
    ("", "file"),
    ("   ", "file"),
    ("/", "file"),
    ("\u{200b}", "file"),
    (".\u{200b}.", "file"),
    ("file.txt\0.exe", "exe"),
    (".bashrc", "bashrc"),
    ("..hidden", "hidden"),
    (" .hidden", "hidden"),
    ("-rf", "_rf"),
    ("--help.txt", "_-help.txt"),
    ("~root", "_root"),
    ("name.", "name"),
    ("name. . .", "name"),
    ("name ", "name"),
    (
        "invoice.pdf                                        .exe",
        "invoice.pdf .exe",
    ),
    ("photo\u{202e}gpj.exe", "photogpj.exe"),
    ("a\u{2066}b\u{2069}c.txt", "abc.txt"),
    ("zero\u{200d}width\u{feff}.txt", "zerowidth.txt"),
    ("tag\u{e0041}.txt", "tag.txt"),
    ("bell\u{7}esc\u{1b}[31m.txt", "bellesc[31m.txt"),
    ("line\nbreak\r\nname.txt", "line break name.txt"),
    ("tab\tname", "tab name"),
    ("non\u{a0}breaking\u{3000}space", "non breaking space"),
    ("a<b>c:d\"e|f?g*h", "a_b_c_d_e_f_g_h"),
    ("full\u{ff0f}width\u{2215}slash", "full_width_slash"),
    ("CON", "_CON"),
    ("con.txt", "_con.txt"),
    ("Nul .tar.gz", "_Nul .tar.gz"),
    ("COM1", "_COM1"),
    ("lpt9.md", "_lpt9.md"),
    ("COM¹.txt", "_COM¹.txt"),
    ("CONIN$", "_CONIN$"),
    ("COM10", "COM10"),
    ("console.log", "console.log"),
    ("file.txt:stream", "file.txt_stream"),
    ("file.txt::$DATA", "file.txt__$DATA"),
    ("%2e%2e%2fetc", "%2e%2e%2fetc"),
    ("$(touch x).sh", "$(touch x).sh"),
];

#[test]
fn each_hostile_name_becomes_the_safe_one() {
    for (hostile, safe) in NAMES {
        assert_eq!(safe_name(hostile).as_str(), *safe, "{hostile:?}");
    }
}

#[test]
fn on_one_system_a_name_keeps_what_only_others_forbid() {
    for (hostile, safe) in [
        ("notes/résumé #1?.txt", "résumé #1?.txt"),
        ("a<b>c:d\"e|f?g*h", "a<b>c:d\"e|f?g*h"),
        ("con.txt", "con.txt"),
        ("../../etc/passwd", "passwd"),
        (".bashrc", "bashrc"),
        ("-rf", "_rf"),
        ("full\u{ff0f}width", "full_width"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
    ] {
        let name = safe_name_on(NameRules::Unix, hostile);
        assert_eq!(name.as_str(), safe, "{hostile:?}");
        assert_eq!(
            safe_name_on(NameRules::Portable, hostile),
            safe_name(hostile)
        );
    }
    let path = safe_relative_path_on(NameRules::Unix, "notes?/aux/résumé #1?.txt");
    assert_eq!(path.to_path_buf(), Path::new("notes?/aux/résumé #1?.txt"));
}

#[test]
fn a_path_is_shown_as_it_is_but_for_what_deceives_the_eye() {
    for (hostile, shown) in [
        ("/notes/résumé #1?.txt", "notes/résumé #1?.txt"),
        (".github/a\\b.yml", ".github/a\\b.yml"),
        ("a/../b/./c.txt", "a/b/c.txt"),
        ("photo\u{202e}gpj.exe", "photogpj.exe"),
        ("line\nbreak.txt", "line break.txt"),
        ("..", "file"),
    ] {
        assert_eq!(shown_path(hostile), shown, "{hostile:?}");
    }
}

#[test]
fn each_safe_name_makes_one_file_directly_in_its_folder_on_this_disk() {
    let folder = tempfile::tempdir().unwrap();
    for (position, (hostile, _)) in NAMES.iter().enumerate() {
        let inner = folder.path().join(position.to_string());
        std::fs::create_dir(&inner).unwrap();
        let name = safe_name(hostile);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(inner.join(&name))
            .unwrap();
        assert_eq!(crate::tree(&inner), [name.as_str()]);
    }
}

#[test]
fn a_long_name_is_cut_before_its_extension_and_never_inside_a_character() {
    let name = safe_name(&format!("{}.csv", "ü".repeat(300)));
    assert!(
        name.as_str().len() <= 200 && name.as_str().ends_with("ü.csv"),
        "{name}"
    );
    let name = safe_name(&format!("{}.tar.gz", "a".repeat(300)));
    assert!(name.as_str().len() <= 200 && name.as_str().ends_with("a.tar.gz"));
    let name = safe_name(&format!("x.{}", "e".repeat(300)));
    assert_eq!(name.as_str().len(), 200);
}

#[test]
fn a_number_goes_before_the_extension() {
    assert_eq!(safe_name("report.md").numbered(2).as_str(), "report (2).md");
    assert_eq!(safe_name("a.tar.gz").numbered(3).as_str(), "a (3).tar.gz");
    assert_eq!(safe_name("README").numbered(2).as_str(), "README (2)");
    let long = safe_name(&format!("{}.csv", "x".repeat(300))).numbered(4000);
    assert!(long.as_str().len() <= 200 && long.as_str().ends_with(" (4000).csv"));
}

#[test]
fn a_path_keeps_its_folders_and_loses_every_way_out() {
    for (hostile, safe) in [
        ("out/data/x.csv", "out/data/x.csv"),
        ("/workspace/x.csv", "workspace/x.csv"),
        ("../../etc/passwd", "etc/passwd"),
        ("a/../../b/./c", "a/b/c"),
        ("a\\..\\b", "a/b"),
        ("aux/con/x", "_aux/_con/x"),
        (".ssh/authorized_keys", "ssh/authorized_keys"),
        ("a//b", "a/b"),
        ("..", "file"),
        ("", "file"),
    ] {
        assert_eq!(
            safe_relative_path(hostile).to_path_buf(),
            Path::new(safe),
            "{hostile:?}"
        );
    }
    let deep = safe_relative_path(&"d/".repeat(500));
    assert!(deep.folders().len() <= 16);
}

proptest! {
    #[test]
    fn any_name_is_safe_and_making_it_safe_again_changes_nothing(
        hostile in "(\\PC|\\pC|[./\\\\ :*?\"<>|~-]|COM1|nul|\\.tar){0,260}",
        number in 2u32..100_000,
    ) {
        let name = safe_name(&hostile);
        for name in [name.clone(), name.numbered(number)] {
            let text = name.as_str();
            prop_assert!(!text.is_empty() && text.len() <= 200);
            let components: Vec<_> = Path::new(text).components().collect();
            prop_assert!(matches!(components.as_slice(), [Component::Normal(part)] if *part == text));
            prop_assert!(!text.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|']));
            prop_assert!(!text.chars().any(char::is_control));
            prop_assert!(!text.starts_with(['.', ' ', '-', '~']) && !text.ends_with(['.', ' ']));
            let again = safe_name(text);
            prop_assert_eq!(again.as_str(), text);
        }
        let here = safe_name_on(NameRules::Unix, &hostile);
        let text = here.as_str();
        let components: Vec<_> = Path::new(text).components().collect();
        prop_assert!(matches!(components.as_slice(), [Component::Normal(part)] if *part == text));
        prop_assert!(!text.is_empty() && text.len() <= 200);
        prop_assert!(!text.chars().any(char::is_control));
        prop_assert!(!text.starts_with(['.', ' ', '-', '~']) && !text.ends_with(['.', ' ']));
        let again = safe_name_on(NameRules::Unix, text);
        prop_assert_eq!(again.as_str(), text);
    }

    #[test]
    fn any_path_stays_below_its_folder(hostile in "(\\PC|[./\\\\]|\\.\\.){0,80}") {
        let path = safe_relative_path(&hostile).to_path_buf();
        prop_assert!(path.is_relative());
        prop_assert!(path.components().all(|part| matches!(part, Component::Normal(_))));
    }
}
