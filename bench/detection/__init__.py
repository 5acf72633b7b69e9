"""A measured test of the gap rules: seeded faults, real cases, and changes that do no harm.

python -m bench.detection            # writes docs/reference/detection.md
python -m bench.detection --quick    # a small run, to the terminal only
"""
