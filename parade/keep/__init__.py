"""Results kept between runs by what they depend on, and what each step of a run cost."""
