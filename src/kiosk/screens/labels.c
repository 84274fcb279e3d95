#include "kiosk/screens/labels.h"

#include <stdio.h>

#include "base/check.h"
#include "base/i18n.h"

static const char *const texts[LABEL_COUNT] = {
    [LABEL_QUESTION_OF] = N_("Question %u / %u"),
    [LABEL_READ] = N_("Read aloud"),
    [LABEL_STOP_READING] = N_("Stop reading"),
    [LABEL_LARGER] = N_("Big text"),
    [LABEL_CONTRAST] = N_("Dark"),
    [LABEL_START_AGAIN] = N_("Start again"),
    [LABEL_BACK] = N_("Go back"),
    [LABEL_NEXT] = N_("Next"),
    [LABEL_DONE] = N_("Done"),
    [LABEL_SKIP] = N_("Skip"),
    [LABEL_AGREE] = N_("I agree"),
    [LABEL_UNDO] = N_("Take back"),
    [LABEL_ANSWER] = N_("Answer"),
    [LABEL_DO_NOT_KNOW] = N_("Not sure yet"),
    [LABEL_TRUE] = N_("True"),
    [LABEL_FALSE] = N_("False"),
    [LABEL_REAL] = N_("Real"),
    [LABEL_SCAM] = N_("Scam"),
    [LABEL_HINT_ONE] = N_("Touch one. You can change it until you press “Answer”."),
    [LABEL_HINT_MULTIPLE] = N_("Touch everything that is right."),
    [LABEL_HINT_ORDER] = N_("Touch what comes first, then what follows."),
    [LABEL_HINT_MATCH] = N_("Touch one on the left, then its partner on the right."),
    [LABEL_HINT_POINT] = N_("Touch the right place in the picture."),
    [LABEL_SMS] = N_("Text message"),
    [LABEL_CHAT] = N_("Chat"),
    [LABEL_CALL] = N_("Incoming call"),
    [LABEL_CALLER_SAYS] = N_("The caller says:"),
    [LABEL_WEB] = N_("Web page"),
    [LABEL_FROM] = N_("From"),
    [LABEL_DECLINE] = N_("Decline"),
    [LABEL_ACCEPT] = N_("Accept"),
    [LABEL_MESSAGE_ROW] = N_("Message"),
    [LABEL_RIGHT] = N_("That is right!"),
    [LABEL_NOT_RIGHT] = N_("Not quite. Let us look at it together"),
    [LABEL_YOU_CHOSE] = N_("You chose"),
    [LABEL_RIGHT_ANSWER] = N_("The right answer"),
    [LABEL_CHOSEN_RIGHT] = N_("You found"),
    [LABEL_CHOSEN_WRONG] = N_("Not this"),
    [LABEL_MISSED] = N_("Also right"),
    [LABEL_ADVICE] = N_("To do at home"),
    [LABEL_SAVED] = N_("Saved"),
    [LABEL_RESULT] = N_("Your round"),
    [LABEL_WELL_ALL] = N_("You know this really well!"),
    [LABEL_WELL_MOST] = N_("Well done!"),
    [LABEL_WELL_SOME] = N_("Thank you for giving it a try!"),
    [LABEL_SCORE] = N_("You had %u of %u questions right."),
    [LABEL_SCORE_NONE] = N_("Each question teaches something new."),
    [LABEL_TAKE_HOME] = N_("Scan a code to take the guide home:"),
    [LABEL_LEARN_MORE] = N_("Worth learning next:"),
    [LABEL_ASK_LEAFLET] = N_("Ask the team for the leaflet."),
    [LABEL_ANDROID] = N_("Android"),
    [LABEL_IPHONE] = N_("iPhone"),
    [LABEL_NOTHING_LEFT] = N_("Nothing to look up again. Tell your neighbours what you know!"),
    [LABEL_FOLLOW_UP] = N_("Ask for help"),
    [LABEL_FOLLOW_UP_NOTE] = N_("Shall the team arrange a lesson with you? Only if you like."),
    [LABEL_TOUCH_TO_START] = N_("Touch to start"),
    [LABEL_ATTRACT_TITLE] = N_("How sure are you with your phone?"),
    [LABEL_ATTRACT_NOTE] = N_("A few short questions. No name needed. It can be read to you."),
    [LABEL_CHOOSE] = N_("What would you like to learn?"),
    [LABEL_NO_QUIZZES] = N_("There is no quiz here yet. Please ask the team."),
    [LABEL_TRY_TOUCH] = N_("Try touching first"),
    [LABEL_PRACTICE] = N_("Try touching the screen"),
    [LABEL_PRACTICE_NOTE] = N_("Tap the circle lightly with one finger, then let go."),
    [LABEL_PRACTICE_HERE] = N_("Touch here"),
    [LABEL_PRACTICE_GOOD] = N_("Just right! You can start now."),
    [LABEL_CONSENT_TITLE] = N_("Shall the team call you?"),
    [LABEL_CONSENT_1] =
        N_("You need **not** leave your name. Skipping this changes nothing for you."),
    [LABEL_CONSENT_2] =
        N_("If you like, we keep your **name and phone number**, only to arrange a lesson."),
    [LABEL_CONSENT_3] = N_("Kept by: %s."),
    [LABEL_CONSENT_3_PHONE] = N_("Kept by: %s, phone %s."),
    [LABEL_CONSENT_4] = N_("Kept on this machine for at most **%u days**, then deleted by itself; "
                           "shared with nobody else."),
    [LABEL_CONSENT_5] = N_("See, correct, take back or delete it at any time with the **code** "
                           "shown at the end, or tell the team's leader."),
    [LABEL_CONSENT_6] =
        N_("Do you agree to leave your name and phone number for the purpose above?"),
    [LABEL_THE_TEAM] = N_("the community digital team"),
    [LABEL_VILLAGE] = N_("Where do you live?"),
    [LABEL_NO_VILLAGES] =
        N_("No villages are entered on this machine. Please press “Another village”."),
    [LABEL_OTHER_VILLAGE] = N_("Another village"),
    [LABEL_NAME] = N_("What is your name?"),
    [LABEL_PHONE] = N_("What is your phone number?"),
    [LABEL_SPACE] = N_("Space"),
    [LABEL_BACKSPACE] = N_("Delete"),
    [LABEL_TONE_ACUTE] = N_("acute"),
    [LABEL_TONE_GRAVE] = N_("grave"),
    [LABEL_TONE_HOOK] = N_("hook"),
    [LABEL_TONE_TILDE] = N_("tilde"),
    [LABEL_TONE_DOT] = N_("dot"),
    [LABEL_THANKS] = N_("Thank you! The team will call you."),
    [LABEL_THANKS_CODE] = N_("Your code"),
    [LABEL_THANKS_NOTE] = N_(
        "Write the code down or take a photo. Read it to the team at this machine, and your name "
        "and number are deleted."),
    [LABEL_STILL_THERE] = N_("Are you still there?"),
    [LABEL_STILL_THERE_NOTE] =
        N_("Touch anywhere to go on. Otherwise the screen is cleared for the next person."),
    [LABEL_STILL_HERE] = N_("I am still here"),
    [LABEL_SECONDS] = N_("seconds"),
    [LABEL_WELCOME_BACK] = N_("Welcome back"),
    [LABEL_WELCOME_BACK_NOTE] =
        N_("The power went off. Your answers are safe. Do you want to go on?"),
    [LABEL_GO_ON] = N_("Go on"),
    [LABEL_START_ANEW] = N_("Start anew"),
    [LABEL_TROUBLE] = N_("Something is not right with the machine"),
    [LABEL_TROUBLE_NOTE] = N_("It is not your fault. Please tell the team member beside you."),
    [LABEL_TRY_AGAIN] = N_("Try again"),
    [LABEL_STAFF] = N_("For the team"),
    [LABEL_PIN] = N_("Enter the PIN"),
    [LABEL_NEW_PIN] = N_("Choose a PIN"),
    [LABEL_NEW_PIN_NOTE] = N_("At least 4 digits. Keep it where only the team finds it."),
    [LABEL_NEW_PIN_AGAIN] = N_("The same PIN once more"),
    [LABEL_PIN_WAIT] = N_("Please wait %d seconds."),
    [LABEL_STAFF_QUIZZES] = N_("Choose quizzes"),
    [LABEL_STAFF_CALIBRATE] = N_("Measure the screen"),
    [LABEL_STAFF_STUDENTS_ON] = N_("Students' mode: on"),
    [LABEL_STAFF_STUDENTS_OFF] = N_("Students' mode: off"),
    [LABEL_STAFF_VILLAGE] = N_("Place of the machine"),
    [LABEL_STAFF_VILLAGE_ASK] = N_("In which village does this machine stand?"),
    [LABEL_NO_VILLAGE] = N_("In none of them"),
    [LABEL_MORE] = N_("More"),
    [LABEL_EARLIER] = N_("Earlier ones"),
    [LABEL_STAFF_HEALTH] = N_("State of the machine"),
    [LABEL_STAFF_RESULTS] = N_("See the results"),
    [LABEL_STAFF_BACKUP] = N_("Copy to a USB stick"),
    [LABEL_STAFF_FORGET] = N_("Delete by code"),
    [LABEL_STAFF_FORGET_ASK] = N_("Enter the person's code"),
    [LABEL_STAFF_FORGET_NOTE] = N_("Ten digits, as on their paper or photo."),
    [LABEL_STAFF_FORGET_NOW] = N_("Delete now"),
    [LABEL_STAFF_CHANGE_PIN] = N_("Change the PIN"),
    [LABEL_STAFF_CLOSE] = N_("Close the program"),
    [LABEL_VOLUME] = N_("Volume"),
    [LABEL_HEALTH_CHECKING] = N_("Checking…"),
    [LABEL_HEALTH_SHUT] = N_("Answers cannot be recorded"),
    [LABEL_HEALTH_SHUT_NOTE] =
        N_("Put that right, then press “Try again”. Until then people can only play for practice."),
    [LABEL_HEALTH_DATA] = N_("Answers kept"),
    [LABEL_HEALTH_SOUND] = N_("Sound"),
    [LABEL_HEALTH_DAMAGED] = N_("Damaged: copy to a stick, tell the programme"),
    [LABEL_HEALTH_READ_ONLY] = N_("The disk cannot be written to"),
    [LABEL_HEALTH_CLOCK] = N_("Clock"),
    [LABEL_HEALTH_CLOCK_GOOD] = N_("Plausible"),
    [LABEL_HEALTH_CLOCK_BAD] = N_("Wrong: set the date of the machine"),
    [LABEL_HEALTH_CLOCK_SET] = N_("The date is right now"),
    [LABEL_HEALTH_FREE] = N_("Free space"),
    [LABEL_HEALTH_EVENTS] = N_("Events recorded"),
    [LABEL_HEALTH_UNEXPORTED] = N_("Not exported yet"),
    [LABEL_HEALTH_CONTACTS] = N_("People waiting for a call"),
    [LABEL_HEALTH_BACKUP] = N_("Last copy to a stick"),
    [LABEL_HEALTH_NEVER] = N_("Never"),
    [LABEL_HEALTH_KEY] = N_("Key for follow-up"),
    [LABEL_HEALTH_KEY_YES] = N_("There"),
    [LABEL_HEALTH_KEY_NO] = N_("None: follow-up is not offered"),
    [LABEL_NOT_RECORDED] = N_("Not recorded"),
    [LABEL_PRACTICE_BAR] = N_("Practice only"),
    [LABEL_PLAY_UNRECORDED] = N_("Play for practice"),
    [LABEL_PRACTICE_MODE] = N_("Practice: nothing is recorded"),
    [LABEL_QUIZZES_NOTE] = N_("A tick: offered to people."),
    [LABEL_CALIBRATE] = N_("Measure the screen"),
    [LABEL_CALIBRATE_NOTE] =
        N_("Hold a bank or citizen card against the frame. Make the frame as wide as the card."),
    [LABEL_CARD_HERE] = N_("Card here"),
    [LABEL_WIDER] = N_("Wider"),
    [LABEL_NARROWER] = N_("Narrower"),
    [LABEL_MATCHES] = N_("It matches"),
};

enum { LANGUAGES_MAX = 4 };

/* Asking gettext for another language than the program's throws its caches away, so once only. */
static struct table {
    char language[8];
    const char *texts[LABEL_COUNT];
} tables[LANGUAGES_MAX];
static unsigned table_count;

static const struct table *fill_table(const char *language)
{
    struct table *t = &tables[table_count < LANGUAGES_MAX ? table_count++ : LANGUAGES_MAX - 1];
    snprintf(t->language, sizeof t->language, "%s", language);
    for (unsigned i = 0; i < LABEL_COUNT; i++)
        t->texts[i] = i18n_in(t->language, texts[i]);
    return t;
}

const char *label_in(const char *language, enum label label)
{
    CHECK(label < LABEL_COUNT);
    for (unsigned i = 0; i < table_count; i++)
        if (strcmp(tables[i].language, language) == 0)
            return tables[i].texts[label];
    return fill_table(language)->texts[label];
}

const char *label_other_language(const char *language)
{
    return strcmp(language, "vi") == 0 ? "English" : "Tiếng Việt";
}
