//! Who sent a message: a person, an outlet, or one for the other.

use crate::article::byline;
use crate::article::outlet;
use crate::text::fold;

/// What the head `From` says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Sender {
    pub(super) people: Vec<String>,
    pub(super) outlet: Option<String>,
}

impl Sender {
    /// `Ann Roe <ann@ledger.example>` is a person; `Harrow Bay Ledger <news@ledger.example>` is an outlet;
    /// `Ann Roe at the Ledger <…>` is both. An outlet in the table is found by its host too.
    pub(super) fn of(from: &str) -> Sender {
        let (name, address) = match from.rsplit_once('<') {
            Some((name, address)) => (name.trim().trim_matches('"').trim(), address.trim_end_matches('>')),
            None => ("", from),
        };
        let host = address.rsplit_once('@').map(|(_, host)| host.trim()).unwrap_or_default();
        let known =
            outlet::by_name(name).or_else(|| outlet::by_host(host)).map(|outlet| outlet.name.to_string());
        if let Some((people, whom)) = signed_for(name) {
            return Sender { people, outlet: known.or(Some(whom)) };
        }
        let is_outlet = outlet::by_name(name).is_some() || is_named_by_host(name, address);
        match people(name) {
            people if people.is_empty() || is_outlet => Sender {
                people: Vec::new(),
                outlet: known.or_else(|| Some(name.to_string()).filter(|name| !name.is_empty())),
            },
            people => Sender { people, outlet: known },
        }
    }
}

/// "Ann Roe from The Ledger", "Ann Roe at the Ledger", "Ann Roe | The Ledger".
fn signed_for(name: &str) -> Option<(Vec<String>, String)> {
    [" from ", " at ", " | ", ", ", " de "].iter().find_map(|between| {
        let (who, whom) = name.split_once(between)?;
        Some((people(who), whom.trim().to_string())).filter(|(people, _)| !people.is_empty())
    })
}

fn people(name: &str) -> Vec<String> {
    byline::bare(name).map(|byline| byline.people).unwrap_or_default()
}

/// Whether the host of an address has a word of the name, and the box has none: `Harrow Bay Ledger
/// <news@ledger.example>`. `Ines Corvath <ines@corvath.example>` has a host of her own.
fn is_named_by_host(name: &str, address: &str) -> bool {
    let (mailbox, host) = address.rsplit_once('@').unwrap_or_default();
    let (mailbox, host) = (fold(mailbox), fold(host));
    let name = fold(name);
    // Four letters: shorter words stand inside others by chance; names of people are short.
    let mut words = name.split_whitespace();
    let has_box = name.split_whitespace().any(|word| word.len() >= 3 && mailbox.contains(word));
    !has_box && words.any(|word| word.len() >= 4 && host.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_outlets() {
        for (from, people, outlet) in [
            ("Ann Roe <ann.roe@mail.example>", &["Ann Roe"][..], None),
            ("Ines Corvath <ines@corvath.example>", &["Ines Corvath"], None),
            ("\"Harrow Bay Ledger\" <news@ledger.example>", &[], Some("Harrow Bay Ledger")),
            ("Ann Roe from The Ledger <news@ledger.example>", &["Ann Roe"], Some("The Ledger")),
            ("Ann Roe | Courier <ann@x.example>", &["Ann Roe"], Some("Courier")),
            ("CBC News <noreply@mail.example>", &[], Some("CBC News")),
            ("Ann Roe <ann@cbc.ca>", &["Ann Roe"], Some("CBC News")),
            ("ann@mail.example", &[], None),
            ("", &[], None),
        ] {
            let found = Sender::of(from);
            assert_eq!(
                (&found.people[..], found.outlet.as_deref()),
                (&people.iter().map(|p| p.to_string()).collect::<Vec<_>>()[..], outlet),
                "{from}"
            );
        }
    }
}
