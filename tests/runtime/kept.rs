use billing_runtime::{Json, Kept};

#[test]
fn empty_kept_members_have_the_size_of_a_pointer() {
    assert_eq!(size_of::<Kept>(), size_of::<usize>());
}

#[test]
fn members_are_ordered_by_name() {
    let mut kept = Kept::new();
    assert!(kept.is_empty());
    assert_eq!(kept.get("a"), None);
    assert_eq!(kept.remove("a"), None);
    assert_eq!(kept.insert("b", Json::from(1)), None);
    assert_eq!(kept.insert("a", Json::from("x")), None);
    assert_eq!(kept.insert("b", Json::from(2)), Some(Json::from(1)));
    let names: Vec<_> = kept
        .iter()
        .map(|(name, value)| (name, value.as_str()))
        .collect();
    assert_eq!(names, [("a", "\"x\""), ("b", "2")]);
    assert_eq!(format!("{kept:?}"), r#"{"a": "\"x\"", "b": "2"}"#);
    assert_eq!(kept.remove("a"), Some(Json::from("x")));
    assert_eq!(kept.remove("b"), Some(Json::from(2)));
    assert_eq!(kept, Kept::new());
    let collected: Kept = [("k".to_owned(), Json::NULL)].into_iter().collect();
    assert_eq!(collected.len(), 1);
}
