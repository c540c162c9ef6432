"""Who asks in the demo. None of them exists; their mail goes nowhere."""


def _person(name, document, mailbox, phone=""):
    return {
        "name": name,
        "document_type": "CC",
        "document_number": document,
        "email": f"{mailbox}@correo.example.co",
        "phone": phone,
    }


SANDRA = _person("Sandra Milena Arango", "41935118", "smarango", "313 555 0142")
YANETH = _person("Yaneth Ospina Vélez", "24485201", "yospina", "310 555 0171")
HECTOR = _person("Héctor Fabio Londoño", "7545382", "hflondono", "312 555 0118")
CARLOS = _person("Carlos Arturo Peña", "18495217", "capena", "311 555 0190")
JULIAN = _person("Julián Andrés Mejía", "9735144", "jamejia", "300 555 0133")
ROSALBA = _person("Rosalba Tabares", "24572039", "rtabares", "315 555 0126")
OSCAR = _person("Óscar Iván Giraldo", "10142857", "oigiraldo", "320 555 0155")
PAULA = _person("Paula Andrea Zuluaga", "41958206", "pazuluaga", "301 555 0164")
FERNANDO = _person("Fernando Cárdenas", "89003412", "fcardenas", "318 555 0109")
DIANA = _person("Diana Carolina Ríos", "1094881203", "dcrios", "314 555 0187")
GLORIA = _person("Gloria Inés Marín", "24803115", "gimarin", "316 555 0140")
LUZ = _person("Luz Dary Henao", "41901377", "ldhenao", "317 555 0122")
EVERYONE = [
    *(SANDRA, YANETH, HECTOR, CARLOS, JULIAN, ROSALBA),
    *(OSCAR, PAULA, FERNANDO, DIANA, GLORIA, LUZ),
]
