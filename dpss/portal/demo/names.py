"""Names for made-up people, as mixed as England's: given names and surnames are drawn apart."""

from dataclasses import dataclass
from typing import Final

from dpss.portal.demo import chance
from payroll.rti import names as hmrc_names


@dataclass(frozen=True, slots=True)
class Name:
    """A name as the person writes it, and its parts in the letters that HMRC and the banks take."""

    shown: str
    forename: str
    surname: str


@dataclass(frozen=True, slots=True)
class Heritage:
    """Given names and surnames that are often found together."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]


ENGLISH: Final = Heritage(
    female=tuple(
        ["Alice", "Amy", "Angela", "Anne", "Barbara", "Beth", "Brenda", "Carol", "Caroline", "Charlotte", "Chloe", "Claire", "Daisy", "Dawn", "Deborah", "Donna", "Dorothy", "Eleanor", "Elizabeth", "Ella", "Emily", "Emma", "Evie", "Fiona", "Florence", "Frances", "Gemma", "Georgia", "Gillian", "Grace", "Hannah", "Hazel", "Heather", "Helen", "Holly", "Iris", "Isla", "Ivy", "Jane", "Janet", "Jean", "Jessica", "Joan", "Joanne", "Judith", "Julie", "Karen", "Kate", "Kerry", "Laura", "Lauren", "Linda", "Lisa", "Lorraine", "Louise", "Lucy", "Margaret", "Maureen", "Megan", "Michelle", "Molly", "Nicola", "Olivia", "Pamela", "Patricia", "Paula", "Penny", "Rachel", "Rebecca", "Rose", "Sally", "Samantha", "Sarah", "Sheila", "Shirley", "Sophie", "Susan", "Tracey", "Wendy", "Zoë"]
    ),
    male=tuple(
        ["Adam", "Adrian", "Alan", "Albert", "Alfie", "Andrew", "Arthur", "Barry", "Ben", "Brian", "Callum", "Charlie", "Christopher", "Colin", "Craig", "Daniel", "Darren", "David", "Dean", "Dennis", "Derek", "Donald", "Edward", "Eric", "Frank", "Gary", "Geoffrey", "George", "Graham", "Harry", "Ian", "Jack", "Jacob", "Jake", "James", "Jason", "John", "Joseph", "Joshua", "Keith", "Kenneth", "Kevin", "Lee", "Leonard", "Liam", "Luke", "Malcolm", "Mark", "Martin", "Matthew", "Michael", "Neil", "Nicholas", "Nigel", "Oliver", "Oscar", "Paul", "Peter", "Philip", "Ray", "Richard", "Robert", "Roger", "Ronald", "Roy", "Ryan", "Sam", "Scott", "Simon", "Stanley", "Stephen", "Stuart", "Thomas", "Timothy", "Tony", "Trevor", "Victor", "Walter", "William"]
    ),
    surnames=tuple(
        ["Adams", "Allen", "Appleby", "Ashdown", "Atkins", "Bailey", "Baker", "Barnes", "Barton", "Bennett", "Birch", "Blackwell", "Bradley", "Brooks", "Burgess", "Butcher", "Carter", "Chapman", "Clarke", "Coleman", "Cooper", "Croft", "Cross", "Dale", "Dawson", "Dean", "Dixon", "Dunn", "Elliott", "Farrow", "Field", "Fletcher", "Foster", "Fox", "Fuller", "Gardner", "Gibson", "Goddard", "Gray", "Green", "Hall", "Hammond", "Harding", "Hart-Lowe", "Hayward", "Heath", "Holland", "Holt", "Hopkins", "Hudson", "Hurst", "Jarvis", "Jennings", "Kemp", "Kent", "Knight", "Lamb", "Lawson", "Long", "Lowe", "Mann", "Marsden", "Mason", "Mills", "Morris", "Moss", "Newman", "Norris", "North", "Oakley", "Osborne", "Page", "Palmer", "Parker", "Pearce", "Penfold", "Pike", "Porter", "Pratt", "Price", "Reed", "Rowe", "Russell", "Sharp", "Shaw", "Shepherd", "Slater", "Spencer", "Stone", "Sutton", "Swain", "Terry", "Turner", "Vine", "Wade", "Walsh", "Ward", "Watts", "Webb", "Weller", "West", "Wheeler", "Wood", "Woodhams", "Wren", "Yates"]
    ),
)
SOUTH_ASIAN: Final = Heritage(
    female=tuple(
        ["Aisha", "Amina", "Anjali", "Ayesha", "Farida", "Fatima", "Geeta", "Kiran", "Meena", "Nasreen", "Rani", "Shabana", "Simran"]
    ),
    male=tuple(
        ["Ahmed", "Anil", "Arjun", "Bilal", "Faisal", "Harjit", "Imtiaz", "Kamal", "Manoj", "Raj", "Rashid", "Sanjay", "Tariq", "Vikram"]
    ),
    surnames=tuple(
        ["Ahmad", "Akhtar", "Begum", "Bhatt", "Chaudhry", "Desai", "Gill", "Hussain", "Iqbal", "Kapoor", "Khan", "Mistry", "Sandhu", "Shah", "Sharma", "Singh"]
    ),
)
EASTERN_EUROPEAN: Final = Heritage(
    female=tuple(["Agnieszka", "Alina", "Ania", "Ewa", "Ioana", "Katarzyna", "Magda", "Małgorzata", "Oksana", "Renata", "Svetla"]),
    male=tuple(
        ["Andrzej", "Bogdan", "Cezary", "Dariusz", "Florin", "Krzysztof", "Marek", "Mihai", "Paweł", "Piotr", "Radu", "Wojciech"]
    ),
    surnames=tuple(
        ["Bąk", "Dąbrowski", "Dumitru", "Grabowski", "Ionescu", "Kaczmarek", "Kowal", "Lis", "Mazur", "Petrov", "Popescu", "Woźniak", "Wróbel", "Zając"]
    ),
)
AFRICAN: Final = Heritage(
    female=tuple(["Abena", "Adaeze", "Ama", "Blessing", "Chipo", "Fatou", "Grace", "Ngozi", "Rutendo", "Selam", "Temitope", "Yaa"]),
    male=tuple(["Ade", "Babatunde", "Chidi", "Emeka", "Farai", "Kwame", "Mussie", "Nnamdi", "Samuel", "Tendai", "Yaw"]),
    surnames=tuple(
        ["Acheampong", "Adeyemi", "Asante", "Boateng", "Chikwanha", "Dube", "Eze", "Haile", "Mutasa", "Ncube", "Nwosu", "Obi", "Osei", "Owusu", "Tesfaye"]
    ),
)
CARIBBEAN: Final = Heritage(
    female=tuple(["Beverley", "Claudette", "Denise", "Jasmine", "Marcia", "Monique", "Novelette", "Sharon", "Yvonne"]),
    male=tuple(["Delroy", "Desmond", "Everton", "Glenroy", "Jermaine", "Leroy", "Marlon", "Winston"]),
    surnames=tuple(
        ["Bailey-Grant", "Campbell", "Francis", "Gordon", "Grant", "Henry", "Lewis", "McKenzie", "Morrison", "Reid", "Samuels"]
    ),
)
CHINESE: Final = Heritage(
    female=tuple(["Li-Na", "Mei", "Mei-Ling", "Siu-Wai", "Xiu-Ying", "Yan"]),
    male=tuple(["Chi-Keung", "Jian", "Kin-Wah", "Ming", "Wei", "Wing-Hong"]),
    surnames=tuple(["Chan", "Cheung", "Huang", "Lau", "Leung", "Li", "Ng", "Wong", "Xu", "Zhang"]),
)
OTHER: Final = Heritage(
    female=tuple(["Aoife", "Bronwen", "Carmela", "Catrin", "Eilidh", "Leyla", "Niamh", "Noor", "Siân", "Sinéad", "Thi", "Yasmin"]),
    male=tuple(["Ciarán", "Dafydd", "Emre", "Giuseppe", "Hassan", "Hywel", "Luca", "Mehmet", "Omar", "Pádraig", "Rhys", "Tomás"]),
    surnames=tuple(
        ["Ali", "Davies", "Demir", "Evans", "Gallagher", "Haddad", "Kaya", "Kelly", "Llewellyn", "MacLeod", "O'Brien-Ng", "O'Connor", "O'Neill", "Rossi", "Ruggiero", "Tran", "Yilmaz"]
    ),
)
SHARES: Final = {
    ENGLISH: 0.74,
    SOUTH_ASIAN: 0.07,
    EASTERN_EUROPEAN: 0.06,
    AFRICAN: 0.05,
    CARIBBEAN: 0.03,
    CHINESE: 0.01,
    OTHER: 0.04,
}
MIXED_COUPLES = 0.04


def draw_name(draw: chance.Stream, *, female: bool) -> Name:
    """A given name and a surname, mostly of one heritage."""
    heritage = chance.weighted(draw, SHARES)
    family = chance.weighted(draw, SHARES) if draw.random() < MIXED_COUPLES else heritage
    forename = draw.choice(heritage.female if female else heritage.male)
    return of(forename, draw.choice(family.surnames))


def of(forename: str, surname: str, *, shown: str = "") -> Name:
    """A name from its parts; `shown` is for a name that is written in another script."""
    latin = hmrc_names.of(forenames=forename, surname=surname)
    return Name(
        shown=shown or f"{forename} {surname}", forename=" ".join(latin.forenames), surname=latin.surname
    )


def mailbox(name: Name) -> str:
    """The part before the @ in someone's made-up e-mail address: `first.last` in plain letters."""
    return f"{name.forename}.{name.surname}".lower().replace("'", "").replace(" ", "-")


def account_holder(name: Name) -> str:
    """The name of an account as Bacs takes it: 18 capitals at most, without apostrophes."""
    return f"{name.forename} {name.surname}".upper().replace("'", "")[:18].strip()
