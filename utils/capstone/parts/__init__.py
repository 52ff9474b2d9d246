"""The nine parts of the capstone, a file each: what is decided, its checks, text and widget."""
