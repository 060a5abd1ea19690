//! Colours, mapped to classes of the style sheet.

use super::arguments::{argument, optional, rest_of_group};
use super::words::text;
use super::{Writer, group_of};

impl Writer {
    /// Writes coloured content: the group that follows, or the rest of the current group.
    pub(super) fn coloured<'t>(
        &mut self,
        written: &mut String,
        name: &str,
        follows: &'t str,
        depth: usize,
    ) -> Option<&'t str> {
        let (model, follows) = optional(follows);
        let (mut colour, mut rest) = argument(follows)?;
        if name == "fcolorbox" {
            (_, rest) = optional(rest);
            (colour, rest) = argument(rest)?;
        }
        let is_box = name.ends_with("box");
        let (inner, rest) = if name != "color" || rest.trim_start().starts_with('{') {
            argument(rest)?
        } else {
            rest.split_at(rest_of_group(rest))
        };
        let inner = if is_box {
            let mut words = String::new();
            text(self, &mut words, inner, depth)?;
            words
        } else {
            self.all(inner, depth + 1)?
        };
        let kind = if is_box { "tex-on" } else { "tex" };
        let colour = colour_in(model.unwrap_or_default(), colour);
        written.push_str(&group_of(&format!("{kind}-{colour}"), &inner));
        Some(rest)
    }
}

/// Returns the style sheet's colour nearest to a TeX colour, which is given in a colour model by its name or its
/// components.
fn colour_in(model: &str, components: &str) -> &'static str {
    let parts = components
        .split(',')
        .map(|part| part.trim().parse::<f32>().unwrap_or(0.0));
    let hex = |scale: f32| -> String {
        let byte = |part: f32| (part * scale).clamp(0.0, 255.0).round();
        parts
            .clone()
            .take(3)
            .map(|part| format!("{:02x}", byte(part) as u8))
            .collect()
    };
    match model.trim() {
        "RGB" => nearest_to_hex(&hex(1.0)),
        "rgb" => nearest_to_hex(&hex(255.0)),
        "gray" => nearest_to_hex(&hex(255.0).repeat(3)),
        "HTML" => nearest_to_hex(components.trim()),
        "cmyk" => {
            let parts: Vec<f32> = parts.collect();
            let black = parts.get(3).copied().unwrap_or(0.0);
            let part = |ink: &f32| ((1.0 - ink) * (1.0 - black)).to_string();
            let light: Vec<String> = parts.iter().take(3).map(part).collect();
            colour_in("rgb", &light.join(","))
        }
        _ => colour(components),
    }
}

/// Returns the style sheet's colour nearest to a colour name.
fn colour(name: &str) -> &'static str {
    let name = name.trim().to_ascii_lowercase();
    let name = name.split('!').next().unwrap_or_default();
    if let Some(hex) = name.strip_prefix('#') {
        return nearest_to_hex(hex);
    }
    for (words, colour) in [
        (
            &["violet", "purple", "plum", "orchid", "lavender", "indigo"][..],
            "purple",
        ),
        (
            &["magenta", "pink", "fuchsia", "rhodamine", "salmon"],
            "magenta",
        ),
        (&["orange", "apricot", "peach", "coral"], "orange"),
        (&["yellow", "gold", "dandelion"], "yellow"),
        (
            &["brown", "sepia", "tan", "mahogany", "maroon", "sienna"],
            "brown",
        ),
        (&["cyan", "teal", "turquoise", "aqua"], "cyan"),
        (&["green", "lime", "olive", "emerald"], "green"),
        (&["blue", "navy", "cerulean", "steel"], "blue"),
        (&["red", "crimson", "scarlet", "brick"], "red"),
        (&["gray", "grey", "silver", "white"], "gray"),
    ] {
        if words.iter().any(|word| name.contains(word)) {
            return colour;
        }
    }
    "black"
}

fn nearest_to_hex(hex: &str) -> &'static str {
    let part = |at: usize| {
        hex.get(at..at + 2)
            .and_then(|part| u8::from_str_radix(part, 16).ok())
            .unwrap_or(0)
    };
    let (red, green, blue) = (part(0), part(2), part(4));
    let (high, low) = (red.max(green).max(blue), red.min(green).min(blue));
    if high - low < 40 {
        return if high < 60 { "black" } else { "gray" };
    }
    let strong = |one: u8| u16::from(one) * 3 > u16::from(high) * 2;
    match (strong(red), strong(green), strong(blue)) {
        (true, true, false) => "yellow",
        (true, false, true) => "magenta",
        (false, true, true) => "cyan",
        (true, ..) if green > 100 => "orange",
        (true, ..) => "red",
        (_, true, _) => "green",
        _ => "blue",
    }
}
