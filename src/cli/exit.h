/** @file
 * How the program ends: the one list of exit codes.
 */
#ifndef CLI_EXIT_H
#define CLI_EXIT_H

enum cli_exit {
    CLI_DONE = 0,     /**< All was done; there may have been warnings. */
    CLI_PROBLEMS = 1, /**< Someone's files have problems; what could be done was done. */
    CLI_USAGE = 2,    /**< The command line is not understood; nothing was done. */
    CLI_SYSTEM = 3    /**< The system or a library refused, or the run was interrupted. */
};

#endif
