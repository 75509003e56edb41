"""Any spelling finds the film: `index.TitleIndex` for films, `lists.ListIndex` for lists, answers in `match`."""
