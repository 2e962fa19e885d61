#!/bin/sh
# PROGRAM ARG…: runs it under valgrind, which writes what it has to say into a file of $PL_VALGRIND_LOGS. Then the exit
# status is 9. What the C library keeps until the end is no leak, and is not freed either: a thread may still hold it.
exec valgrind --quiet --error-exitcode=9 --log-file="$PL_VALGRIND_LOGS/%p" --num-callers=30 \
    --leak-check=full --show-leak-kinds=definite --errors-for-leak-kinds=definite --run-libc-freeres=no "$@"
