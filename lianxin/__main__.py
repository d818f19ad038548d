"""`python -m lianxin` is the command `lianxin`."""

from lianxin.interfaces.jobs.main import main

if __name__ == "__main__":
    main()
