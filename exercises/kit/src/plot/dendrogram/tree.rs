//! The tree that merges of clusters make.

use super::super::counted;

/// Two clusters that became one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Join {
    pub(super) children: [usize; 2],
    pub(super) height: f64,
}

/// Leaves are numbered 0 to n - 1, joins from n on, in the order of the merges.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tree {
    pub(super) leaves: Vec<String>,
    pub(super) joins: Vec<Join>,
}

impl Tree {
    /// Checked: each cluster exists before it is merged, is merged once, at a height that can be drawn.
    pub(super) fn new(merges: &[(usize, usize, f64)], labels: Vec<String>) -> Result<Self, String> {
        let mut leaves = labels;
        if leaves.is_empty() && !merges.is_empty() {
            leaves = (0..=merges.len()).map(|i| i.to_string()).collect();
        }
        let n = leaves.len();
        let mut used = vec![false; n + merges.len()];
        for (i, (a, b, height)) in merges.iter().copied().enumerate() {
            for child in [a, b] {
                if child >= n + i {
                    let all = counted(n, "label");
                    return Err(format!(
                        "merge {i} names cluster {child}, which does not exist yet: {all}"
                    ));
                }
                if used[child] {
                    return Err(format!(
                        "merge {i} names cluster {child}, which is merged already"
                    ));
                }
                used[child] = true;
            }
            if !(0.0..=1e300).contains(&height) {
                return Err(format!("merge {i} is at height {height}"));
            }
        }
        let joins = merges.iter().map(|&(a, b, height)| Join {
            children: [a, b],
            height,
        });
        Ok(Self {
            leaves,
            joins: joins.collect(),
        })
    }

    pub(super) fn highest(&self) -> f64 {
        self.joins
            .iter()
            .map(|join| join.height)
            .fold(0.0, f64::max)
    }

    /// With at most `most` leaves: the first merges are folded into leaves that tell how many they stand for.
    pub(super) fn folded(&self, most: usize) -> Self {
        let n = self.leaves.len();
        let folded = n.saturating_sub(most.max(1)).min(self.joins.len());
        let mut sizes = vec![1; n];
        for join in &self.joins {
            let [a, b] = join.children;
            sizes.push(sizes[a] + sizes[b]);
        }
        // The clusters that are left after the folded merges become the leaves.
        let mut inside = vec![false; n + folded];
        for join in &self.joins[..folded] {
            join.children.iter().for_each(|child| inside[*child] = true);
        }
        let kept: Vec<usize> = (0..n + folded).filter(|node| !inside[*node]).collect();
        let leaves = kept.iter().map(|&node| match self.leaves.get(node) {
            Some(label) => label.clone(),
            None => format!("({} leaves)", sizes[node]),
        });
        let renumbered = |node: usize| match kept.binary_search(&node) {
            Ok(leaf) => leaf,
            Err(_) => node - (n + folded) + kept.len(),
        };
        let joins = self.joins[folded..].iter().map(|join| Join {
            children: join.children.map(renumbered),
            height: join.height,
        });
        Self {
            leaves: leaves.collect(),
            joins: joins.collect(),
        }
    }

    /// The leaves from top to bottom, such that no two branches cross.
    pub(super) fn order(&self) -> Vec<usize> {
        let n = self.leaves.len();
        let mut is_root = vec![true; n + self.joins.len()];
        for join in &self.joins {
            join.children
                .iter()
                .for_each(|child| is_root[*child] = false);
        }
        let mut open: Vec<usize> = (0..is_root.len())
            .filter(|node| is_root[*node])
            .rev()
            .collect();
        let mut order = vec![];
        while let Some(node) = open.pop() {
            match node.checked_sub(n) {
                None => order.push(node),
                Some(join) => open.extend(self.joins[join].children.iter().rev()),
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(n: usize) -> Vec<String> {
        (0..n).map(|i| format!("x{i}")).collect()
    }

    const MERGES: [(usize, usize, f64); 3] = [(1, 3, 0.5), (0, 2, 1.0), (5, 4, 2.0)];

    #[test]
    fn leaves_of_one_cluster_stand_together() {
        let tree = Tree::new(&MERGES, labels(4)).unwrap();
        assert_eq!(tree.order(), [0, 2, 1, 3]);
        assert_eq!(tree.highest(), 2.0);
        let forest = Tree::new(&MERGES[..1], labels(4)).unwrap();
        assert_eq!(forest.order(), [0, 2, 1, 3]);
        assert_eq!(Tree::new(&[], vec![]).unwrap().order(), []);
    }

    #[test]
    fn the_first_merges_are_folded_into_counted_leaves() {
        let tree = Tree::new(&MERGES, labels(4)).unwrap();
        assert_eq!(tree.folded(4), tree);
        let folded = tree.folded(3);
        assert_eq!(folded.leaves, ["x0", "x2", "(2 leaves)"]);
        assert_eq!(
            folded.joins,
            [
                Join {
                    children: [0, 1],
                    height: 1.0
                },
                Join {
                    children: [3, 2],
                    height: 2.0
                }
            ]
        );
        assert_eq!(tree.folded(1).leaves, ["(4 leaves)"]);
    }

    #[test]
    fn merges_that_make_no_tree_are_refused() {
        let why = |merges: &[(usize, usize, f64)]| Tree::new(merges, labels(3)).unwrap_err();
        assert_eq!(
            why(&[(0, 3, 1.0)]),
            "merge 0 names cluster 3, which does not exist yet: 3 labels"
        );
        assert_eq!(
            why(&[(0, 1, 1.0), (1, 2, 1.0)]),
            "merge 1 names cluster 1, which is merged already"
        );
        assert_eq!(
            why(&[(0, 0, 1.0)]),
            "merge 0 names cluster 0, which is merged already"
        );
        assert_eq!(why(&[(0, 1, f64::NAN)]), "merge 0 is at height NaN");
        assert_eq!(why(&[(0, 1, -1.0)]), "merge 0 is at height -1");
    }

    #[test]
    fn without_labels_leaves_have_numbers() {
        assert_eq!(
            Tree::new(&MERGES, vec![]).unwrap().leaves,
            ["0", "1", "2", "3"]
        );
    }
}
