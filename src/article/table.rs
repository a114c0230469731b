//! Reads the tables of facts that lie beside the code as tab-separated files.

/// The rows of a table, each with exactly `N` columns. Lines that open with `#` are comments.
///
/// The tables are part of the program, and a test reads each of them: a row with another number of columns
/// is left out here and found there.
pub(crate) fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    lines(table).filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok())
}

/// The lines of a table that are rows, whatever their columns.
pub(crate) fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// Whether every row has `N` columns, none of them empty or with blanks around it.
#[cfg(test)]
pub(crate) fn is_sound<const N: usize>(table: &'static str) -> bool {
    let tidy = |row: &[&str; N]| row.iter().all(|cell| !cell.is_empty() && cell.trim() == *cell);
    rows::<N>(table).filter(tidy).count() == lines(table).count()
}
