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
