"""Keeps every test, and every kernel it starts, away from a learner's own progress."""

import os
import tempfile

os.environ["TPO_COURSE_HOME"] = tempfile.mkdtemp(prefix="tpo-course-tests-")
