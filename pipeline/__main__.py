"""``python -m pipeline <verb>``: from data to the Hub."""

from pipeline.cli import main

if __name__ == "__main__":
    main()
