//! The picture on the virtual display: read from the display's memory, written as PNG.

use std::fs;
use std::io::BufWriter;
use std::path::Path;

use crate::{Error, Result};

/// What the display shows now. `memory` is the file that Xvfb keeps its picture in, in the X window
/// dump format: a header of big-endian numbers, the colour map, then the pixels.
pub(crate) fn look(memory: &Path) -> Result<Vec<u8>> {
    fs::read(memory).map_err(Error::io(memory))
}

/// Writes what [`look`] saw as a picture.
pub(crate) fn save(seen: &[u8], png: &Path) -> Result {
    let dump = Dump::read(seen)
        .ok_or_else(|| Error::Unexpected("the display has no 32 bits a pixel".to_owned()))?;
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
    fn read(bytes: &[u8]) -> Option<Self> {
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
        let dump = Dump::read(&bytes).expect("a picture");
        assert_eq!((dump.width, dump.height), (2, 1));
        assert_eq!(dump.rgb, [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn something_else_is_no_picture() {
        assert!(Dump::read(b"not a dump").is_none());
    }
}
