//! Which terminals follow links (OSC 8). There is no way to ask one, and some of those that do not know the sequence
//! print it: links are made only where a terminal is known to follow them.

/// A line a terminal, by the variable of the environment that tells it.
const TERMINALS: &str = include_str!("hyperlinks.tsv");

struct Row {
    variable: &'static str,
    value: &'static str,
    follows: bool,
}

fn rows() -> impl Iterator<Item = Row> {
    TERMINALS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (variable, value, terminal) = (cells.next()?, cells.next()?, cells.next()?);
        Some(Row { variable, value, follows: !terminal.starts_with('(') })
    })
}

/// Whether the terminal that the environment tells of follows links.
pub(super) fn are_followed(env: impl Fn(&str) -> Option<String>) -> bool {
    let set = |name: &str| env(name).filter(|value| !value.is_empty());
    // What programs that make links have agreed on, for those who know their terminal better.
    if let Some(force) = set("FORCE_HYPERLINK") {
        return force != "0";
    }
    let fits = |row: &Row| set(row.variable).is_some_and(|value| fits(row.value, &value));
    rows().find(fits).is_some_and(|row| row.follows)
}

fn fits(wanted: &str, value: &str) -> bool {
    match (wanted.strip_suffix('*'), wanted.parse::<u32>()) {
        (Some(beginning), _) => value.starts_with(beginning),
        (None, Ok(least)) => value.parse::<u32>().is_ok_and(|version| version >= least),
        (None, Err(_)) => value == wanted,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_made_where_they_are_known_to_be_followed() {
        for (env, expected) in [
            ("", false),
            ("TERM=xterm-256color", false),
            ("TERM=xterm-kitty", true),
            ("TERM=xterm-256color VTE_VERSION=7600", true),
            ("TERM=xterm-256color VTE_VERSION=5001", false),
            ("TERM=xterm-256color VTE_VERSION=new", false),
            ("TERM=dumb VTE_VERSION=7600", false),
            ("TERM=screen-256color TERM_PROGRAM=WezTerm", false),
            ("TERM=tmux-256color", true),
            ("TERM=xterm-256color WT_SESSION=1", true),
            ("TERM=xterm-kitty FORCE_HYPERLINK=0", false),
            ("TERM=xterm FORCE_HYPERLINK=1", true),
        ] {
            let set = |name: &str| {
                let mut pairs = env.split(' ').filter_map(|pair| pair.split_once('='));
                pairs.find(|(it, _)| *it == name).map(|(_, value)| value.to_string())
            };
            assert_eq!(are_followed(set), expected, "{env}");
        }
    }

    #[test]
    fn every_line_of_the_table_has_three_cells() {
        let lines = TERMINALS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(rows().count(), lines);
    }
}
