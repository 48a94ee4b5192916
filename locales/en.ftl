# The words of Nadi in English. A sentence is one message with named slots, never glued from parts.
# Words of the counter, sentence case, what is wrong and then what to do.

## Rejected fields: at most 90 characters, said beside the field

field-missing = This is still empty. Fill it in.
field-too-long = This can have at most { $max } characters. Make it shorter.
field-too-short = This needs at least { $min } characters. Make it longer.
field-wrong-type = Something else belongs here. Clear it and type it again.
field-control-characters = There is a hidden character in here. Clear it and type it again.
field-choice = This is not in the list. Choose one that is.
field-number-range = Type a number from { $min } to { $max }.
field-phone = A phone number has 10 digits.
field-phone-abroad = A number from abroad has + and the country code, 7 to 15 digits.
field-age = Type an age such as 45, 8m or 10d, or a birth date such as 12/3/84.
field-age-range = An age is from 0 to 120 years. Check what you typed.
field-birth-future = This birth date is after today. Check the day and the year.
field-day = Type a date such as 12/3/84, today or +5d.
field-day-none = The calendar has no such day. Check the day and the month.
field-gstin-shape = A GSTIN has 15 letters and digits, first the 2 digits of the state.
field-gstin-state = The first 2 digits of a GSTIN are the state. No state has these.
field-gstin-check = This GSTIN does not add up. Compare it with the certificate.
field-pin = A PIN code has 6 digits and does not begin with 0.
field-licence-20-21 = Only the form 20 number is here. Add the form 21 number after a comma.
field-licence-shape = Type the form 20 and form 21 numbers with a comma between them.
field-licence-same = Both numbers are the same. Form 20 and form 21 have one each.
field-abha-number = An ABHA number has 14 digits.
field-abha-address = An ABHA address looks like name@abdm.
field-aadhaar-four = Type only the last 4 digits of the Aadhaar number.

## Ages and sex, short, as beside a name

age-days = { $count } d
age-months = { $count } m
age-years = { $count } y

## kit

close = Close
undo = Undo
try-again = Try again
still-working = Still working
failed-title = This could not be done
not-permitted-title = Not for your role
not-permitted-text = Ask the owner if you need this for your work.
save = Save
cancel = Cancel
back = Back
yes = Yes
no = No
key-close = Close
date-long = { $weekday }, { $day } { $month } { $year }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
role-owner = owner
role-doctor = doctor
role-nurse = nurse
role-front_desk = front desk
role-pharmacist = pharmacist
role-laboratory = lab technician
role-accountant = accountant
sex-short-female = F
sex-short-male = M
sex-short-other = O
fault-reply = Nadi did not understand its own answer. Close it and open it again.
fault-unreachable = Nadi does not answer. Close it and open it again; saved work is safe.

## shell

nadi = Nadi
places = Places
place-today = Today
place-patients = Patients
place-settings = Settings
skip-to-content = Skip to content
omni = Find a patient or a command
saved-here = All saved on this computer
saved-here-title = Nothing has been sent anywhere. Connecting computers and the cloud comes later.
lock-this-screen = Lock this screen
key-find = Find or do
key-lock = Lock
key-new-patient = New patient
key-next-region = Next part of the screen
key-previous-region = Part of the screen before
keys-of-this-screen = Keys for this screen
all-keys = All keys
all-keys-title = All keys of this screen
all-keys-hint = Single letters work while no text field is in use.
person-menu = What you can do
switch-person = Lock or switch person
set-pin = Set a PIN for today
change-pin = Change the PIN
change-password = Change the password
sign-out = Sign out
language = Language
colours = Colours
theme-system = System
theme-light = Light
theme-dark = Dark
practice-strip = Practice clinic: made-up people. Nothing is kept when you close it.
demo-strip = Demo clinic: all people here are made up. Do not enter real patients.
set-pin-text = The PIN opens your running session on this computer until you sign out.
pin-again = The same PIN once more
pin-set = The PIN is set.
field-pins-differ = The two PINs are not the same. Type it again.
password-now = Your password now
password-new = New password
password-changed = The password is changed.
note-seen = I have seen it
note-hide = Hide this message
note-recovery = The recovery sheet is not confirmed yet.
note-recovery-text = Without it a lost password cannot be mended.
note-recovery-confirm = Type three words from it
clock-question = Is today { $day }, { $time }?
clock-behind = The clock is behind the newest entry.
clock-ahead = The clock is more than a week ahead of the newest entry.
clock-wound-back = The clock was wound back while Nadi was running.
clock-ask-another = Ask a colleague who may answer.
clock-right = Yes, it is
clock-wrong = No, type the right time
clock-dialog = What is the date and time?
clock-dialog-text = Look at a phone or the wall clock. All else goes on meanwhile.
clock-date = Date
clock-date-hint = 23/11/2026 or today
clock-time = Time
clock-time-hint = 11:40, on the 24-hour clock
clock-save = This is the right time
field-time = Type a time such as 11:40.
palette-commands = Commands
palette-found = Found
palette-choose = choose
palette-open = open
palette-only-commands = only commands
palette-new-named = New patient “{ $name }”
palette-dark = Dark colours
palette-light = Light colours

## first run

first-title = Set up Nadi on this computer
first-steps = Steps
first-step-clinic = Clinic
first-step-owner = Owner
first-step-recovery = Recovery sheet
first-step-ready = Ready
first-lead = The clinic that keeps working when the internet does not.
first-no-internet = No internet? No problem.
first-no-internet-text = Patients are registered, found and corrected without it.
first-computers = Made for several computers.
first-computers-text = You begin with this one. The second desk joins in a later version.
first-yours = Locked and yours.
first-yours-text = Records are locked on this computer. Only your clinic holds the key.
first-what = What do you want to do?
first-start = Start a new clinic
first-start-text = This is our first computer. About 4 minutes, no internet needed.
first-join = Join our clinic
first-join-text = Comes with the second desk, in a later version.
first-your-clinic = Your clinic
first-your-clinic-sub = Printed on prescriptions and bills.
first-clinic-name = Clinic name
first-runs = What do you run?
runs-clinic = Clinic
runs-clinic_pharmacy = + pharmacy
runs-clinic_pharmacy_lab = + pharmacy, lab
runs-pharmacy = Pharmacy
legal-name = Legal name
legal-name-opt = if it differs from the clinic's
business-kind = What it does
business-clinic = Clinic
business-pharmacy = Pharmacy
business-laboratory = Lab
tax-status = GST
tax-regular = Regular
tax-composition = Composition
tax-unregistered = Not registered
address = Address
pin-code = PIN code
clinic-phone = Clinic phone
gstin = GSTIN
gstin-ok = { $state }. The number checks out.
drug-licences = Drug licence (retail)
drug-licences-opt = form 20 and form 21, with a comma between
clinic-registration = Clinic registration
if-you-have-one = if you have one
optional = optional
first-another = Is the chemist another legal person?
first-another-text = It has its own name, GSTIN and licences, and makes its own bills.
first-add-business = Add a business
first-remove-business = Remove this business
first-other-business = Another business
first-other-business-sub = A legal person of its own, in the same clinic.
first-only-looking = Only looking?
first-only-looking-text = Open the practice clinic: made-up patients, nothing is kept.
first-open-practice = Open
first-nothing-leaves = Nothing leaves this computer until you connect it yourself.
first-next-owner = Next: the owner
first-owner-title = Who owns the clinic?
first-owner = The owner's account
first-owner-sub = The owner adds the other people and says what each may do.
owner-name = Name
owner-name-hint = As colleagues call you, such as Dr. Meera Joshi
sign-in-name = Sign-in name
sign-in-name-hint = Small letters a to z, digits, dot or dash
password = Password
password-hint = At least 10 characters. A few words are easy to remember.
password-again = Password once more
password-show = Show the password
password-long-enough = Long enough.
password-same = The same.
field-passwords-differ = The two passwords are not the same. Type it again.
first-desk = This computer
first-desk-sub = Shown at the top, so that people know where they are.
desk-name = Name of this computer
desk-name-hint = Such as Front desk PC
first-create = Create the clinic
first-creating = Creating the clinic
first-recovery-title = Keep the recovery sheet safe
recovery-lead = If everyone forgets the password, this sheet is the only way back in.
recovery-print-it = Print it now.
recovery-print-it-text = One copy in the clinic's locker, one at the owner's home.
recovery-keeper = Choose a second keeper.
recovery-keeper-text = A partner or family member. Either sheet opens the clinic.
recovery-no-reset = We cannot reset it.
recovery-no-reset-text = Nobody at Nadi can read your records or make a new sheet for you.
recovery-sheet = Recovery sheet
recovery-made = Made { $date }, { $time } · Keeper: { $keeper }
recovery-qr = The same words as a QR code
recovery-when = When to use it:
recovery-when-text = a computer broke or was stolen, or no owner can sign in.
recovery-how = How:
recovery-how-text = install Nadi, choose Restore, scan the square or type the 24 words. You also need a backup file or another clinic computer.
recovery-danger = Anyone with this paper and a backup can read every record.
recovery-danger-text = Keep it like cash. A new sheet stops nothing that this one could already open.
recovery-signature = Keeper's signature
recovery-place = Place it is kept
recovery-print = Print the sheet
recovery-no-printer = No printer? Write the 24 words by hand, with their numbers. The sheet is never sent anywhere.
recovery-type-words = Type these three words from the paper, so that you know it can be read.
recovery-word = Word { $number }
recovery-confirm = Check the words
recovery-confirmed = That is right. The sheet is confirmed.
recovery-later = Later, go on without
recovery-later-text = The words are shown only now. Without the sheet a lost password cannot be mended.
recovery-once = The words are shown only now. Put the paper away before you go on.
recovery-next = Next: ready
recovery-confirm-title = Confirm the recovery sheet
recovery-confirm-text = Take the paper with the 24 words. This note stays until they are confirmed.
first-ready-title = Your clinic is ready
first-ready-sub = You are signed in as the owner.
first-ready-login = Your sign-in name is { $login }.
first-ready-people = Add the people who work here under Settings, People and roles.
first-ready-patients = Register the first patient with Ctrl N.
first-ready-lock = Ctrl L locks the screen. Unfinished work is kept.
first-start-work = Start work

## unlock

unlock-title = Who is working?
unlock-people = People on this computer
unlock-no-internet = No internet needed.
unlock-no-internet-text = PINs and passwords are checked on this computer.
unlock-idle = { $minutes ->
        [one] Locks after 1 minute without a key press.
       *[other] Locks after { $minutes } minutes without a key press.
    }
unlock-idle-text = Your half-typed work is kept for you.
unlock-not-listed = I am not in this list
unlock-practice = Practice clinic
unlock-letters = pick by first letter
unlock-arrows = move
unlock-last-here = Last here { $time }
unlock-way = How to unlock
unlock-pin-hint = The PIN opens only your running session on this computer. After five wrong tries it is the password again.
unlock-password-hint = After signing in you can set a PIN for quick changes today.
unlock-other-hint = The owner gives you a sign-in name and a first password.
pin = PIN
six-digit-pin = 6-digit PIN
sign-in = Sign in
key-next-person = Next person
demo-sign-in = Demo clinic.
demo-names = Sign-in names:
demo-password = Password of all:
note-unclean = The computer stopped without closing Nadi. Last saved: { $time }, by { $person }.

## damaged

damaged-title = The clinic cannot be opened as it is
damaged-lead = Something on this computer's disk has changed.
damaged-safe = Nothing more is written.
damaged-safe-text = Nadi stopped before it could make things worse.
damaged-help = Ask for help before you try much.
damaged-help-text = Say the code below. It holds nothing about patients.
damaged-steps = What to do
damaged-step-copy = Close Nadi and copy its whole folder to a USB stick.
damaged-step-backup = If you have a newer backup, keep it ready.
damaged-step-aside = Or set the damaged part aside and open what is left.
damaged-code = Tell support:
damaged-again = Look again
damaged-set-aside = Set the damaged part aside
damaged-set-aside-sure = Set aside and open the rest
damaged-set-aside-text = The damaged files are moved aside, not deleted. What only they held is not there until they are mended.

## today

today-morning = Good morning, { $name }.
today-afternoon = Good afternoon, { $name }.
today-evening = Good evening, { $name }.
today-register = Register a patient
today-find = Find a patient
today-continue = Continue
today-unfinished = Unfinished
today-unfinished-sub = { $count ->
        [one] 1 form of yours, kept on this computer
       *[other] { $count } forms of yours, kept on this computer
    }
today-draft-register = New patient
today-draft-patient = Correcting a patient's details
today-draft-other = Unfinished form
today-draft-at = Kept { $time }
today-draft-discard = Throw this away
today-recent = Patients
today-recent-sub = last seen or registered
today-none = No patients yet
today-none-text = Register the first one. Name, sex and age are enough.
today-last-visit = Last visit { $day }

## settings

settings-clinic = Clinic
settings-people = People and roles
settings-language = Language and colours
settings-clinic-not = The clinic's details are for those who issue papers. Ask the owner.
settings-clinic-hint = Printed on prescriptions and bills. Changing it comes in a later version.
settings-recovery-confirmed = Recovery sheet confirmed
settings-recovery-due = Recovery sheet not confirmed
settings-language-sub = at this place
settings-language-hint = Names and what people typed stay as they are.
settings-colours-sub = on this computer
settings-colours-hint = System follows what this computer shows elsewhere.
people = People
people-active = { $count ->
        [one] 1 active
       *[other] { $count } active
    }
people-add = Add a person
people-not = Who works here is not shown to your role. Ask the owner.
people-only-owner = Only the owner adds people and gives roles.
people-left = cannot sign in
people-registration = Registration number
people-set-roles = Give other roles
people-new-password = Give a new password
people-first-password = First password
people-first-password-hint = At least 10 characters. They change it after signing in.
people-added = { $name } can sign in now.
people-roles = Roles
people-roles-of = Roles of { $name }
people-roles-saved = The roles of { $name } are saved.
people-save-roles = Save the roles
people-password-of = New password for { $name }
people-password-saved = { $name } has a new password.
people-password-text = They get new keys. What they signed before stays signed.
field-roles = Choose at least one role.
roles-title = What each role may do
roles-sub = enforced on this computer, whatever is shown
roles-may = May
role-head-owner = Owner
role-head-doctor = Doctor
role-head-nurse = Nurse
role-head-front_desk = Front desk
role-head-pharmacist = Pharmacist
role-head-laboratory = Lab
role-head-accountant = Accounts
capability-patient-find = Find a patient: name, age, area, last visit
capability-patient-view = Open a patient's card
capability-patient-create = Register a patient
capability-patient-edit = Correct a patient's details
capability-patient-reveal = See a hidden number whole; noted each time
capability-allergy-edit = Record or withdraw an allergy
capability-consent-record = Record what a patient agreed to
capability-history-view = See who set a field, when, and what it was
capability-import-run = Bring in a list, and take it out again
capability-user-list = See who works here
capability-user-manage = Add people, give roles
capability-clinic-view = See the clinic's details
capability-clinic-manage = Change the clinic, confirm its recovery sheet
capability-clock-answer = Say whether the clock is right
capability-draft-keep = Keep unfinished work here

## Faults: what happened and what to do, at most 90 characters

fault-fields = { $count ->
    [one] One thing is not right yet. It is marked.
   *[other] { $count } things are not right yet. They are marked.
 }
fault-arguments = Something typed here cannot be sent. Check the fields.
fault-unknown-call = There is no command of that name. Ask api.describe for the list.
fault-internal = Nadi could not do this. Nothing was changed. Start it again.
fault-signed-out = Nobody is signed in here. Sign in first.
fault-locked = This screen is locked. Give your PIN or password.
fault-not-permitted = Your role does not include this. Ask the owner.
fault-wrong-password = That name and password do not go together. Type both again.
fault-wrong-pin = That PIN was not right. { $left } more tries, then the password.
fault-pin-used-up = That was not right five times. Sign in with your password.
fault-pin-not-set = There is no PIN for today. Sign in with your password.
fault-wait = Too many wrong passwords. Wait { $seconds } seconds, then try again.
fault-no-clinic = There is no clinic here yet. Create one first.
fault-clinic-exists = There is a clinic here already. Choose another folder.
fault-profile-open = Nadi is open on this profile. Close its window first.
fault-no-such-record = This is not here. It may have been typed wrongly.
fault-newer = A newer Nadi wrote this. Update Nadi on this computer.
fault-disk-full = The disk is full. What you typed is safe; free some space and save again.
fault-database = The records file did not answer. Try again, then start Nadi again.
fault-file = A file of this clinic cannot be read or written. Check the folder and its disk.
fault-request-reused = This request was made before for something else. Make a new one.
fault-recovery-confirmed = The recovery sheet was confirmed before. There is nothing to do.
fault-allergies-listed = Allergies are listed. Withdraw them first, each with a reason.
fault-nothing-damaged = Nothing is damaged, so nothing is set aside.
fault-clock = First say whether this computer's date and time are right.
fault-closing = Nadi is closing. Open it again.
fault-import-bad = { $count } rows cannot be brought in, so nothing was. See the preview.
fault-import-undone = This list was taken out before.
fault-demo-only = This works in a demo clinic only.
fault-damage-first-page = The records file is damaged at its start. Copy the folder, then restore a backup.
fault-damage-page = A part of the records file cannot be read. Run: nadi verify --rebuild
fault-damage-wal-header = The newest entries cannot be read. Set that file aside to open the rest.
fault-damage-wal-frame = Part of the newest entries is damaged. Set that file aside to open the rest.
fault-damage-wal-missing = The file of the newest entries is gone. Put it back, or open the rest.
fault-damage-keyring = The keyring is damaged, and its older copy too. Restore it from a backup.
fault-damage-keyring-missing = The keyring is gone. Put the file "keyring" back from a backup.
fault-damage-database-missing = The records file is gone, its keyring is here. Put "clinic.db" back.
fault-damage-behind = Entries that were saved are missing. Put the newer files back, or open the rest.
fault-damage-chain = The log does not agree with itself. Copy the folder, then restore a backup.
fault-damage-table = A table differs from the log. Run: nadi verify --rebuild
repaired-salt = The first bytes of the records file were damaged and have been put right.
repaired-keyring = The keyring was damaged or old and has been written again.
repaired-witness = The file that proves nothing is missing was gone and has been written again.

## More rejected fields

field-unknown = This is not a field of this form. Leave it out.
field-too-many = At most { $max } fit here. Take some out.
field-id = This is not one of the numbers that Nadi gives. Copy it again.
field-stamp = This form is not from here. Open it again.
field-name = A name has letters. Leave out signs such as < > = and ;.
field-login = A sign-in name has 2 or more of a to z, 0 to 9, dot and dash.
field-login-taken = Somebody signs in with this name already. Choose another.
field-password-short = A password has at least { $min } characters. Three words are good.
field-password-login = This is too near the sign-in name. Choose another password.
field-wrong-password = That is not your present password. Type it again.
field-pin-six = A PIN has 6 digits.
field-pin-easy = This PIN is easy to guess. Choose another.
field-gstin-needed = A registered business has a GSTIN. Type it, or choose unregistered.
field-licence-needed = A pharmacy has drug licences. Type the form 20 and form 21 numbers.
field-recovery-words = These are not the words asked for. Look at the sheet again.
field-allergy-both = Allergies are listed, so "none known" cannot be ticked as well.
field-last-owner = A clinic always keeps one owner. Make somebody else an owner first.
field-time = Type the date and time like this: 2026-11-23T11:40
