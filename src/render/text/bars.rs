//! Bars: how often, drawn to an eighth of a column.

/// The bar of a number, of at most `width` columns, which the `most` frequent one fills. What occurs at all has a bar.
pub(super) fn bar(number: u64, most: u64, width: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if number == 0 || most == 0 {
        return String::new();
    }
    let width = width as u64;
    let eighths =
        (u128::from(number) * u128::from(width) * 8 / u128::from(most)).clamp(1, u128::from(width) * 8);
    let (whole, rest) = ((eighths / 8) as usize, (eighths % 8) as usize);
    format!("{}{}", "█".repeat(whole), EIGHTHS[rest])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_frequent_fills_the_width_and_nothing_is_empty() {
        for (number, most, width, expected) in [
            (0, 9, 4, ""),
            (9, 9, 4, "████"),
            (3, 4, 2, "█▌"),
            (1, 1_000_000, 4, "▏"),
            (u64::MAX, u64::MAX, 2, "██"),
            (0, 0, 4, ""),
        ] {
            assert_eq!(bar(number, most, width), expected);
        }
    }
}
