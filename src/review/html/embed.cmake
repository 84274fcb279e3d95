# Writes FILES (text) into OUTPUT as C arrays named html_NAME_EXT, each with the base64 of its
# SHA-256, by which the page's content security policy lets it in.
# Usage: cmake -DFILES=a.css;b.js -DOUTPUT=out.c -P embed.cmake

set(alphabet "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")

# The 32 bytes of a SHA-256 in base64 (RFC 4648): eleven groups of three bytes, the last with one
# byte of padding, hence one "=".
function(sha256_base64 file result)
    file(SHA256 ${file} hex)
    string(APPEND hex "00")
    set(text "")
    foreach(group RANGE 10)
        math(EXPR begin "${group} * 6")
        string(SUBSTRING ${hex} ${begin} 6 bytes)
        foreach(shift 18 12 6 0)
            math(EXPR index "(0x${bytes} >> ${shift}) & 63")
            string(SUBSTRING ${alphabet} ${index} 1 letter)
            string(APPEND text ${letter})
        endforeach()
    endforeach()
    string(SUBSTRING ${text} 0 43 text)
    set(${result} "${text}=" PARENT_SCOPE)
endfunction()

set(source "/* Made by embed.cmake. */\n#include \"review/html_assets.h\"\n")
foreach(file ${FILES})
    get_filename_component(name ${file} NAME)
    string(MAKE_C_IDENTIFIER "html_${name}" name)
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
    string(REGEX REPLACE "(.....................................................................................)"
           "\\1\n" bytes "${bytes}")
    sha256_base64(${file} hash)
    string(APPEND source
        "\nstatic const unsigned char ${name}_bytes[] = {\n${bytes}};\n"
        "const struct html_asset ${name} = {${name}_bytes, sizeof ${name}_bytes,\n    \"${hash}\"};\n")
endforeach()
file(WRITE ${OUTPUT} "${source}")
