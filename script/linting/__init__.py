"""Behind ``script/lint``: the pinned tools, and the checks that are our own."""
