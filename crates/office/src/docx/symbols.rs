//! Symbols of fonts that have symbols instead of letters.

/// Returns the symbol with this hexadecimal code, such as `F0FC`, in a font such as Wingdings; a box if it is unknown.
pub(super) fn symbol(font: &str, number: &str) -> char {
    let Ok(number) = u32::from_str_radix(number, 16) else {
        return UNKNOWN;
    };
    // Such fonts have their symbols in a private use area.
    if !(0xf000..=0xf0ff).contains(&number) {
        return char::from_u32(number).unwrap_or(UNKNOWN);
    }
    let number = number - 0xf000;
    let known = match font {
        "Symbol" => SYMBOL,
        "Wingdings" => WINGDINGS,
        "Wingdings 2" => WINGDINGS_2,
        _ => &[],
    };
    let found = known
        .iter()
        .find(|(from, signs)| (*from..*from + signs.chars().count() as u32).contains(&number));
    let sign = found.and_then(|(from, signs)| signs.chars().nth((number - from) as usize));
    let latin = char::from_u32(number).filter(char::is_ascii_graphic);
    let is_known = !known.is_empty() && font != "Symbol";
    sign.or(if is_known { None } else { latin })
        .unwrap_or(UNKNOWN)
}

const UNKNOWN: char = '□';

/// Consecutive symbols starting at a code.
type SymbolTable = &'static [(u32, &'static str)];

const SYMBOL: SymbolTable = &[
    (0x22, "∀"),
    (0x24, "∃"),
    (0x41, "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"),
    (0x61, "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"),
    (0xa2, "′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…"),
    (0xc4, "⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊"),
    (0xe5, "∑"),
    (0xf2, "∫"),
];

const WINGDINGS: SymbolTable = &[
    (0x21, "✏✂✁"),
    (0x28, "☎✆✉"),
    (0x43, "👍👎☜☞☝☟"),
    (0x4a, "☺😐☹"),
    (0x6c, "●❍■□"),
    (0x71, "❑❒"),
    (0x75, "◆❖"),
    (0xa7, "▪□"),
    (0xab, "★"),
    (0xd8, "➢"),
    (0xdf, "←→↑↓"),
    (0xe8, "➔"),
    (0xef, "⇦⇨⇧⇩"),
    (0xfb, "✗✓☒☑"),
];

const WINGDINGS_2: SymbolTable = &[(0x4f, "✗✓☒☑"), (0x52, "☑☒"), (0xa3, "□")];
