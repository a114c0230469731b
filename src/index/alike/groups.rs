//! Stories: groups of articles, each with the first of them, which is the one to show.

use super::Printing;
use super::pairs;
use crate::article::ArticleId;

/// Every story that more than one article prints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stories {
    /// Articles story by story, each story in its order.
    articles: Vec<ArticleId>,
    /// Where each story ends.
    ends: Vec<u32>,
    /// Every article with its story's number, by id.
    by_id: Vec<(ArticleId, u32)>,
}

impl Stories {
    /// Puts articles together. Whoever is not the first of a story is like its first: likeness is not handed on from one to
    /// the next, or a long chain of updates would end in another story.
    pub(super) fn of<'a>(printings: impl Iterator<Item = &'a Printing>) -> Stories {
        let mut ordered: Vec<&Printing> = printings.collect();
        ordered.sort_unstable_by_key(|printing| printing.order());
        let mut first_of: Vec<u32> = Vec::with_capacity(ordered.len());
        for (likes, place) in pairs::earlier_likes(&ordered).iter().zip(0..) {
            let first = likes.iter().copied().find(|earlier| first_of[*earlier as usize] == *earlier);
            first_of.push(first.unwrap_or(place));
        }
        let mut grouped: Vec<(u32, u32)> = first_of.into_iter().zip(0..).collect();
        grouped.sort_unstable();
        let stories = grouped.chunk_by(|a, b| a.0 == b.0).filter(|story| story.len() > 1);
        let ids = |story: &[(u32, u32)]| story.iter().map(|(_, at)| ordered[*at as usize].id).collect();
        Stories::new(stories.map(ids))
    }

    /// Stories of these articles, each in its order.
    pub(super) fn new(stories: impl Iterator<Item = Vec<ArticleId>>) -> Stories {
        let mut all = Stories::default();
        for (story, number) in stories.zip(0..) {
            all.by_id.extend(story.iter().map(|id| (*id, number)));
            all.articles.extend(story);
            all.ends.push(all.articles.len() as u32);
        }
        all.by_id.sort_unstable();
        all
    }

    /// The articles of every story.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[ArticleId]> {
        (0..self.ends.len()).map(|number| self.story(number))
    }

    /// The articles that print the same story as this one, the first of them first, itself among them; empty if it is alone.
    pub(crate) fn with(&self, id: ArticleId) -> &[ArticleId] {
        match self.by_id.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(at) => self.story(self.by_id[at].1 as usize),
            Err(_) => &[],
        }
    }

    /// Every article that is not the first of its story.
    pub(crate) fn duplicates(&self) -> impl Iterator<Item = ArticleId> {
        self.iter().flat_map(|story| story.iter().skip(1).copied())
    }

    fn story(&self, number: usize) -> &[ArticleId] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.articles[start as usize..self.ends[number] as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::super::Sketcher;
    use super::*;
    use crate::article::Article;
    use crate::article::Printed;

    const STORY: &str = "the mill on cannery road will close in august its owner said on tuesday and 312 people lose \
        their work the mayor who has known of it since march called the decision a betrayal of the town and of the county \
        which gave the company land and water and a road she asked the province to buy the plant the minister did not answer";

    fn printing(number: u64, outlet: &str, published: Option<&str>, text: &str) -> Printing {
        let mut sketcher = Sketcher::new();
        sketcher.add(text);
        let article = Article {
            id: ArticleId::from_number(number),
            outlet: Some(outlet.to_string()),
            wire: (outlet == "Reuters").then(|| "Reuters".to_string()),
            published: published.and_then(Printed::from_rfc3339),
            ..Article::of_text(text)
        };
        Printing::of(&article, sketcher.finish().unwrap())
    }

    fn numbers(printings: &[Printing]) -> Vec<Vec<u64>> {
        let stories = Stories::of(printings.iter());
        stories.iter().map(|story| story.iter().map(|id| id.number()).collect()).collect()
    }

    #[test]
    fn the_agencys_own_comes_first_then_the_earliest_then_the_smaller_id() {
        let other: String = STORY.split(' ').rev().collect::<Vec<_>>().join(" ");
        let mut printings = vec![
            printing(9, "Harbour Post", None, STORY),
            printing(8, "Harbour Post", Some("2024-03-03"), &other),
            printing(7, "Le Courrier", Some("2024-03-04"), STORY),
            printing(6, "Herald", Some("2024-03-04"), STORY),
            printing(
                5,
                "Ledger",
                Some("2024-03-03"),
                &format!("{STORY} on wednesday she flew to the capital"),
            ),
            printing(4, "Reuters", Some("2024-03-09"), STORY),
        ];
        assert_eq!(numbers(&printings), [[4, 5, 6, 7, 9]]);
        printings.reverse();
        assert_eq!(numbers(&printings), [[4, 5, 6, 7, 9]], "whatever order they come in");
        printings.retain(|printing| printing.id.number() != 4);
        assert_eq!(numbers(&printings), [[5, 6, 7, 9]]);
        assert_eq!(numbers(&printings[..1]), Vec::<Vec<u64>>::new());
    }

    #[test]
    fn likeness_is_not_handed_on() {
        let words: Vec<String> = (0..300).map(|word| format!("w{word}")).collect();
        let part = |from: usize| words[from..from + 150].join(" ");
        let printings = [
            printing(1, "Herald", Some("2024-03-01"), &part(0)),
            printing(2, "Ledger", Some("2024-03-02"), &part(40)),
            printing(3, "Post", Some("2024-03-03"), &part(80)),
        ];
        assert_eq!(numbers(&printings), [[1, 2]]);
    }

    #[test]
    fn an_article_knows_its_story() {
        let ids = |numbers: &[u64]| {
            numbers.iter().map(|number| ArticleId::from_number(*number)).collect::<Vec<_>>()
        };
        let stories = Stories::new([ids(&[5, 2]), ids(&[9, 1, 7])].into_iter());
        assert_eq!(stories.with(ArticleId::from_number(1)), ids(&[9, 1, 7]));
        assert_eq!(stories.with(ArticleId::from_number(3)), []);
        assert_eq!(stories.duplicates().collect::<Vec<_>>(), ids(&[2, 1, 7]));
    }
}
