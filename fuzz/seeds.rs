//! Makes inputs for the targets `office` and `archive` out of real files: `seeds FOLDER FILE…`.

use std::error::Error;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::{Path, PathBuf};

use errand_fuzz::PART;
use zip::ZipArchive;

/// Parts that are larger say little more.
const LARGEST: u64 = 24 << 10;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = paths.next().ok_or("name a folder for the inputs")?;
    fs::create_dir_all(&folder)?;
    for file in paths {
        let name = file.file_name().ok_or("name files")?;
        fs::write(folder.join(name), seed(&file)?)?;
    }
    Ok(())
}

/// The ending, and the bytes; of a ZIP its parts.
fn seed(file: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let bytes = fs::read(file)?;
    let ending = file.extension().and_then(|it| it.to_str());
    let mut seed = format!("{}\n", ending.unwrap_or_default()).into_bytes();
    let Ok(mut zip) = ZipArchive::new(Cursor::new(&bytes)) else {
        seed.extend(bytes);
        return Ok(seed);
    };
    for index in 0..zip.len() {
        let mut part = zip.by_index(index)?;
        let mut content = Vec::new();
        part.read_to_end(&mut content)?;
        let name = part.name()?.into_owned();
        if part.size() <= LARGEST && std::str::from_utf8(&content).is_ok() {
            seed.extend(format!("{PART}{name}\n").bytes());
            seed.extend(content);
        }
    }
    Ok(seed)
}
