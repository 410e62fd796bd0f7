"""What a user does with programs of their own. In this folder: running them on examples and tests,
stress tests, making a failing input small. In the folders below: problems to practise on
(`collection`), what was practised (`journal`), what comes next (`coaching`), and what a user does
(`session`)."""
