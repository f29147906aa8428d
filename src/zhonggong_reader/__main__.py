"""`python -m zhonggong_reader` is the command `zhonggong-reader`."""

from zhonggong_reader.cli import main

if __name__ == "__main__":
    main()
