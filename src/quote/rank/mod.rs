//! The learned part: candidates are weighed by named signs, where no rule alone is certain.
//!
//! A candidate's score is the sum of the weights of its signs, and its probability is its share of the exponentials of all the
//! candidates' scores (a conditional logit: McFadden 1974). There is nothing else to it, so that every decision can be explained.
//! The weights are a readable file, `weights.tsv`, made by `cargo run --profile quick --example train`, whose head says from what.

pub(super) mod sign;

use sign::Sign;
use sign::Signs;
use std::sync::LazyLock;

/// The file of weights.
pub(super) const WEIGHTS: &str = include_str!("weights.tsv");

static TABLE: LazyLock<Vec<f32>> = LazyLock::new(|| {
    let weight =
        |sign: &Sign| rows().find(|(name, _)| *name == sign.name()).map_or(0.0, |(_, weight)| weight);
    Sign::ALL.iter().map(weight).collect()
});

fn rows() -> impl Iterator<Item = (&'static str, f32)> {
    let lines = WEIGHTS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let (name, rest) = line.split_once('\t')?;
        Some((name, rest.split('\t').next()?.parse().ok()?))
    })
}

/// The weight of one sign.
pub(super) fn weight(sign: Sign) -> f32 {
    TABLE.get(sign as usize).copied().unwrap_or_default()
}

/// The sum of the weights of a candidate's signs.
fn score(signs: Signs) -> f32 {
    signs.sum_of(&TABLE)
}

/// Each candidate's probability, in order.
pub(super) fn shares(candidates: impl Iterator<Item = Signs>) -> Vec<f32> {
    let mut shares: Vec<f32> = candidates.map(score).collect();
    let top = shares.iter().copied().fold(f32::MIN, f32::max);
    shares.iter_mut().for_each(|score| *score = (*score - top).exp());
    let total: f32 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= total);
    shares
}

/// The likeliest of the candidates and its probability; of two equals the first. `None` without candidates.
pub(super) fn likeliest(candidates: impl Iterator<Item = Signs>) -> Option<(usize, f32)> {
    let shares = shares(candidates);
    let best = shares.iter().copied().enumerate().rev();
    best.max_by(|one, other| one.1.total_cmp(&other.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_has_a_weight_for_every_sign_and_no_other() {
        let names: Vec<&str> = rows().map(|(name, _)| name).collect();
        let signs: Vec<&str> = Sign::ALL.iter().map(|sign| sign.name()).collect();
        assert_eq!(names, signs);
    }

    #[test]
    fn the_likeliest_is_the_one_with_the_best_signs() {
        let one = |sign: Sign| {
            let mut signs = Signs::default();
            signs.add(sign);
            signs
        };
        let none = Signs::default();
        assert_eq!(likeliest([none, none].into_iter()), Some((0, 0.5)));
        assert_eq!(likeliest([].into_iter()), None);
        let (best, probability) = likeliest([one(Sign::Far), one(Sign::ByFirstRule)].into_iter()).unwrap();
        assert!(best == 1 && probability > 0.5);
    }
}
