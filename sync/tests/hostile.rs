//! Bytes that somebody made up, or changed: every reader ends with an answer. The same readers are the targets in `fuzz/`.
#![allow(clippy::unwrap_used)]

mod made;

use std::time::{Duration, Instant};

use made::{Noise, readers};

#[test]
fn every_reader_ends_with_an_answer() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/golden");
    let mut names: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    names.sort();
    let stem = |path: &std::path::PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    let mut golden: Vec<Vec<u8>> = names.iter().map(|path| made::golden(&stem(path), &[])).collect();
    golden.extend(readers::inside(&made::golden("envelope", &[])));
    let mut noise = Noise(0x6e61_6469);
    let (start, mut rounds) = (Instant::now(), 0);
    while rounds < 2_000 || start.elapsed() < Duration::from_secs(4) {
        let mut bytes = match rounds % 4 {
            0 => (0..noise.below(400)).map(|_| noise.next() as u8).collect(),
            _ => golden[noise.below(golden.len())].clone(),
        };
        for _ in 0..noise.below(6) {
            let at = noise.below(bytes.len() + 1);
            match noise.below(4) {
                0 => bytes.truncate(at),
                1 => bytes.insert(at, noise.next() as u8),
                2 if at < bytes.len() => bytes[at] = [0, 0x9b, 0xbb, 0x5b, 0xff, 0xf6, 0x80][noise.below(7)],
                _ if at < bytes.len() => bytes[at] ^= 1 << noise.below(8),
                _ => {}
            }
        }
        readers::ALL.iter().for_each(|read| read(&bytes));
        rounds += 1;
    }
    println!("{rounds} rounds");
}
