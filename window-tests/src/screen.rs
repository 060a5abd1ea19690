//! The content of the virtual display: read from the display's memory, written as PNG.

use std::fs;
use std::io::BufWriter;
use std::path::Path;

use crate::{Error, Result};

/// Returns the current content of the display. `memory` is Xvfb's frame buffer file in the X window dump format: a
/// header of big-endian numbers, the colour map, then the pixels.
pub(crate) fn capture(memory: &Path) -> Result<Vec<u8>> {
    fs::read(memory).map_err(Error::io(memory))
}

/// Returns true if two captures of one display differ by no more than a blinking caret.
pub(crate) fn is_same_but_for_a_caret(before: &[u8], after: &[u8]) -> bool {
    const CARET_BYTES: usize = 2 * 40 * 4;
    let differing = before.iter().zip(after).filter(|(a, b)| a != b).count();
    before.len() == after.len() && differing <= CARET_BYTES
}

/// The pixels of one colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Number of pixels.
    pub pixels: usize,
    /// Minimum and maximum x coordinate.
    pub x: (u32, u32),
    /// Minimum and maximum y coordinate.
    pub y: (u32, u32),
}

/// Returns the pixels of this colour in what [`capture`] returned.
pub(crate) fn area(seen: &[u8], colour: [u8; 3]) -> Result<Area> {
    let dump = Dump::read(seen)?;
    let mut area = Area::default();
    for (at, pixel) in (0_u32..).zip(dump.rgb.chunks_exact(3)) {
        if pixel != colour {
            continue;
        }
        let (x, y) = (at % dump.width, at / dump.width);
        if area.pixels == 0 {
            (area.x, area.y) = ((x, x), (y, y));
        }
        area.pixels += 1;
        area.x = (area.x.0.min(x), area.x.1.max(x));
        area.y = (area.y.0.min(y), area.y.1.max(y));
    }
    Ok(area)
}

/// Writes what [`capture`] returned as a PNG file.
pub(crate) fn save(seen: &[u8], png: &Path) -> Result {
    let dump = Dump::read(seen)?;
    let file = fs::File::create(png).map_err(Error::io(png))?;
    let mut encoder = png::Encoder::new(BufWriter::new(file), dump.width, dump.height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder
        .write_header()
        .and_then(|mut writer| writer.write_image_data(&dump.rgb))
        .map_err(|error| Error::Unexpected(format!("{}: {error}", png.display())))
}

struct Dump {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl Dump {
    fn read(bytes: &[u8]) -> Result<Self> {
        Self::parse(bytes)
            .ok_or_else(|| Error::Unexpected("the display has no 32 bits a pixel".to_owned()))
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let number = |index: usize| -> Option<u32> {
            Some(u32::from_be_bytes(
                bytes.get(index * 4..index * 4 + 4)?.try_into().ok()?,
            ))
        };
        let header = number(0)?;
        let (width, height) = (number(4)?, number(5)?);
        let little_endian = number(7)? == 0;
        let (bits, line, colours) = (number(11)?, number(12)?, number(19)?);
        if bits != 32 {
            return None;
        }
        let start = (header + colours * 12) as usize;
        let mut rgb = Vec::with_capacity((width * height * 3) as usize);
        for row in 0..height as usize {
            let from = start + row * line as usize;
            let pixels = bytes.get(from..from + width as usize * 4)?;
            for pixel in pixels.chunks_exact(4) {
                if little_endian {
                    rgb.extend([pixel[2], pixel[1], pixel[0]]);
                } else {
                    rgb.extend([pixel[1], pixel[2], pixel[3]]);
                }
            }
        }
        Some(Self { width, height, rgb })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_of_two_pixels_becomes_their_colours() {
        let mut bytes = vec![0; 100];
        for (index, value) in [(0, 100_u32), (4, 2), (5, 1), (11, 32), (12, 8), (19, 1)] {
            bytes[index * 4..index * 4 + 4].copy_from_slice(&value.to_be_bytes());
        }
        bytes.extend([0; 12]);
        bytes.extend([3, 2, 1, 0, 6, 5, 4, 0]);
        let dump = Dump::parse(&bytes).expect("a picture");
        assert_eq!((dump.width, dump.height), (2, 1));
        assert_eq!(dump.rgb, [1, 2, 3, 4, 5, 6]);
        let second = Area {
            pixels: 1,
            x: (1, 1),
            y: (0, 0),
        };
        assert_eq!(area(&bytes, [4, 5, 6]).expect("a picture"), second);
        let none = area(&bytes, [9, 9, 9]).expect("a picture");
        assert_eq!(none.pixels, 0);
    }

    #[test]
    fn a_caret_is_no_change_and_a_line_of_text_is_one() {
        let before = vec![0; 4096];
        let mut after = before.clone();
        after[..160].fill(9);
        assert!(is_same_but_for_a_caret(&before, &after));
        after[..400].fill(9);
        assert!(!is_same_but_for_a_caret(&before, &after));
        assert!(!is_same_but_for_a_caret(&before, &[]));
    }

    #[test]
    fn something_else_is_no_picture() {
        assert!(Dump::parse(b"not a dump").is_none());
    }
}
