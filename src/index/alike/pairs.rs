//! Which articles are alike, without comparing each to each: only those are compared that agree in three bins side by side.

use super::Printing;
use super::sketch::Sketch;
use rayon::prelude::*;

/// Bins in a band. Articles that share 45 % of their words agree in one of the 42 bands with a chance of 98 %, those that
/// share 10 % with one of 4 %.
const BAND: usize = 3;

/// From this on two outlets print the same story. Measured on 22,420 articles: pairs above it were one story, those between
/// 0.3 and 0.4 two reports with a statement in common.
const ALIKE: f32 = 0.43;

/// Pages of one outlet share its captions, boxes and background paragraphs: pairs of different stories reached 0.57, and
/// pairs above 0.6 were one story, printed again.
const ALIKE_IN_ONE_OUTLET: f32 = 0.65;

/// So many of those that agree in a band are compared to each that comes later: templates, such as market reports, agree by
/// the thousand.
const MOST_COMPARED: usize = 8;

/// For each article, given in the order in which they can be a story's first, the earlier ones that it is like, by their
/// places.
pub(super) fn earlier_likes(printings: &[&Printing]) -> Vec<Vec<u32>> {
    let bands = (0..Sketch::BYTES / BAND).into_par_iter();
    let pairs = bands.map_init(Vec::new, |keyed, band| pairs_in(band, printings, keyed));
    let pairs: Vec<(u32, u32)> = pairs.flatten_iter().collect();
    let mut likes = vec![Vec::new(); printings.len()];
    for (earlier, later) in pairs {
        likes[later as usize].push(earlier);
    }
    likes.iter_mut().for_each(|likes| likes.sort_unstable());
    likes
}

/// The pairs that agree in a band, and in none before it, and are alike. `keyed` is room for the keys of all, which is kept from band to
/// band: new room is dear to get.
fn pairs_in(band: usize, printings: &[&Printing], keyed: &mut Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    keyed.clear();
    keyed.extend(printings.iter().zip(0..).map(|(printing, place)| (key(printing, band), place)));
    keyed.sort_unstable();
    let mut pairs = Vec::new();
    for same in keyed.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, later)) in same.iter().enumerate().skip(1) {
            for (_, earlier) in &same[..at.min(MOST_COMPARED)] {
                let (a, b) = (printings[*earlier as usize], printings[*later as usize]);
                if (0..band).all(|before| key(a, before) != key(b, before)) && alike(a, b) {
                    pairs.push((*earlier, *later));
                }
            }
        }
    }
    pairs
}

fn key(printing: &Printing, band: usize) -> u32 {
    let bins = &printing.sketch.0[band * BAND..(band + 1) * BAND];
    bins.iter().fold(0, |key, bin| key << 8 | u32::from(*bin))
}

/// Whether two articles print the same story.
fn alike(a: &Printing, b: &Printing) -> bool {
    let least = if a.outlet == b.outlet { ALIKE_IN_ONE_OUTLET } else { ALIKE };
    a.sketch.likeness(&b.sketch) >= least
}
