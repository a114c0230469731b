//! States of articles and quotations: `is:wire`, `has:quote`, `speaker:unknown` (`states.tsv`).

use super::Words;
use crate::fields::Field;
use std::sync::LazyLock;

/// A value that is a state.
pub(super) struct State {
    field: &'static str,
    value: &'static str,
    /// How it reads.
    pub(super) reads: &'static str,
    /// How it reads when it is left out.
    pub(super) reads_without: &'static str,
}

static STATES: LazyLock<Vec<State>> = LazyLock::new(|| {
    include_str!("states.tsv").lines().filter(|line| !line.starts_with('#')).filter_map(state).collect()
});

fn state(line: &'static str) -> Option<State> {
    let mut columns = line.split('\t');
    let (field, value) = (columns.next()?, columns.next()?);
    Some(State { field, value, reads: columns.next()?, reads_without: columns.next()? })
}

/// The state that these words of a field are. In quotation marks, `unknown` is a name.
pub(super) fn of(field: &Field, words: &Words) -> Option<&'static State> {
    let Words::AnyForm(value) = words else { return None };
    STATES.iter().find(|state| state.field == field.name && state.value.eq_ignore_ascii_case(value))
}

/// The states of a field that has nothing else as its values: `is`, `has`.
pub(super) fn all_of(field: &Field) -> Vec<&'static str> {
    let of_field = STATES.iter().filter(|state| state.field == field.name && field.name != "speaker");
    of_field.map(|state| state.value).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fields;

    #[test]
    fn the_table_of_states_is_whole() {
        let lines = include_str!("states.tsv").lines().filter(|line| !line.starts_with('#'));
        assert_eq!(lines.count(), STATES.len());
        for state in STATES.iter() {
            let field = fields::named(state.field).unwrap();
            assert_eq!(field.name, state.field);
            let told = state.field == "speaker" || field.help.contains(state.value);
            assert!(told || state.value == "updated" || state.value == "tag", "{}", state.value);
        }
    }
}
