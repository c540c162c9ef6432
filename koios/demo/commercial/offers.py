"""What the demo company offered in the last fourteen months: kinds of offers, told many times.

A line is (code, quantity, class of vehicle, route), and what else its `QuoteLine` says.
"""

from koios.demo.commercial.prices import (
    BOGOTA,
    BUS,
    BUSETA,
    CARTAGO,
    EDEN,
    HARVEST,
    MATECANA,
    MICRO,
    VAN,
)

JUAN, NATALIA = "juan.salazar", "natalia.cano"
OPTIONAL = {"optional": True}

# `wins` in ten are taken; `lasts` are the days of the service; `lead` those until it begins
OFFERS = [
    {
        "title": "Salida pedagógica a Salento y Filandia",
        "asks": "Transporte para tres grupos de sexto a octavo, con regreso el mismo día.",
        "customers": ["arboleda", "eje"],
        "lines": [
            ("TU-01", 3, BUS, ""),
            ("TU-02", 6, BUS, "", OPTIONAL),
            ("TU-05", 1, "", "", OPTIONAL),
        ],
        "wins": 7,
        "lead": 12,
        "lasts": 1,
    },
    {
        "title": "Rutas escolares del semestre",
        "asks": "Siete rutas de ida y regreso por cien días de clase, con monitora en preescolar.",
        "customers": ["arboleda"],
        "lines": [
            ("RE-01", 400, BUS, ""),
            ("RE-01", 300, BUSETA, ""),
            ("RE-02", 200, "", ""),
        ],
        "wins": 9,
        "lead": 25,
        "lasts": 130,
        "contract": True,
    },
    {
        "title": "Ruta de personal, turno de noche",
        "asks": "Recoger al personal que sale a las 10 p. m. y dejarlo en su barrio.",
        "customers": ["santa-ines", "contacto-andino", "consota"],
        "lines": [("EM-01", 52, BUSETA, ""), ("EM-01", 26, VAN, "")],
        "wins": 5,
        "lead": 10,
        "lasts": 30,
    },
    {
        "title": "Ruta de planta Pereira – Cartago",
        "asks": "Dos buses para los turnos de seis y de dos, lunes a sábado.",
        "customers": ["otun"],
        "lines": [("EM-01", 104, BUS, CARTAGO)],
        "wins": 6,
        "lead": 9,
        "lasts": 30,
    },
    {
        "title": "Transporte de la convención anual",
        "asks": "Llevar a los asistentes desde Pereira, Armenia y Manizales al hotel y de regreso.",
        "customers": ["otun", "contacto-andino"],
        "lines": [("TU-01", 8, BUS, ""), ("TU-01", 3, VAN, ""), ("TU-02", 10, BUS, "", OPTIONAL)],
        "wins": 4,
        "lead": 30,
        "lasts": 2,
    },
    {
        "title": "Jornada de salud: traslado de pacientes",
        "asks": "Pacientes ambulatorios de cuatro veredas al hospital y de regreso.",
        "customers": ["san-jeronimo", "santa-ines"],
        "lines": [("SA-01", 48, VAN, ""), ("TU-02", 8, VAN, "", OPTIONAL)],
        "wins": 6,
        "lead": 8,
        "lasts": 3,
    },
    {
        "title": "Traslados de huéspedes al aeropuerto El Edén",
        "asks": "Traslados privados según el vuelo, con aviso la noche anterior.",
        "customers": ["saman", "cocora"],
        "by": NATALIA,
        "lines": [("TU-04", 24, VAN, EDEN), ("TU-04", 6, BUSETA, EDEN)],
        "wins": 6,
        "lead": 6,
        "lasts": 30,
    },
    {
        "title": "Rutas de cosecha",
        "asks": "Recolectores de seis veredas a la finca, a las 5 a. m., con regreso a las 4 p. m.",
        "customers": ["cafetal"],
        "lines": [("EM-01", 180, BUSETA, HARVEST), ("EM-01", 60, VAN, "")],
        "wins": 7,
        "lead": 14,
        "lasts": 45,
    },
    {
        "title": "Grupo turístico: Salento, valle de Cocora y Filandia",
        "asks": "Dieciocho extranjeros, dos días, con guía en inglés.",
        "customers": ["cocora", "saman"],
        "by": NATALIA,
        "lines": [
            ("TU-01", 2, BUSETA, ""),
            ("TU-05", 2, "", ""),
            ("TU-03", 90, BUSETA, "", OPTIONAL),
        ],
        "wins": 5,
        "lead": 15,
        "lasts": 2,
    },
    {
        "title": "Práctica académica en Manizales",
        "asks": "Cuarenta estudiantes de ingeniería, un día, con parada en la planta.",
        "customers": ["eje"],
        "lines": [("TU-01", 1, BUS, ""), ("TU-02", 3, BUS, "")],
        "wins": 7,
        "lead": 10,
        "lasts": 1,
    },
    {
        "title": "Camioneta con conductor para la obra",
        "asks": "Van disponible de lunes a sábado por tres meses.",
        "customers": ["otun", "cafetal"],
        "lines": [("EM-02", 3, VAN, "")],
        "wins": 4,
        "lead": 12,
        "lasts": 90,
    },
    {
        "title": "Orquesta juvenil a Bogotá, ida y regreso",
        "asks": "Treinta y cinco músicos con instrumentos, dos noches en Bogotá.",
        "customers": ["eje", "arboleda"],
        "lines": [("TU-04", 2, BUS, BOGOTA), ("TU-06", 2, "", "")],
        "wins": 5,
        "lead": 20,
        "lasts": 3,
    },
    {
        "title": "Día de la familia",
        "asks": "Llevar a 150 personas a la finca de recreo y volver a las 6 p. m.",
        "customers": ["consota", "contacto-andino", "santa-ines"],
        "by": NATALIA,
        "lines": [("TU-01", 4, BUS, "")],
        "wins": 4,
        "lead": 18,
        "lasts": 1,
    },
    {
        "title": "Viaje familiar con recogida en Matecaña",
        "asks": "Nueve personas y maletas, del aeropuerto al hotel y a los parques.",
        "customers": ["hoyos", "saman"],
        "by": NATALIA,
        "lines": [("TU-04", 2, VAN, MATECANA), ("TU-01", 2, VAN, "")],
        "wins": 6,
        "lead": 7,
        "lasts": 3,
    },
    {
        "title": "Rutas de vacaciones recreativas",
        "asks": "Tres rutas por diez días, para niños de seis a doce años.",
        "customers": ["arboleda", "contacto-andino"],
        "lines": [("RE-01", 30, MICRO, ""), ("RE-02", 30, "", "")],
        "wins": 6,
        "lead": 11,
        "lasts": 12,
    },
]

# reason, who won it, what they said
LOSSES = [
    ("Precio", "Expreso Guadua", "Otra propuesta salió ocho por ciento más barata."),
    ("Precio", "", "Se les sale del presupuesto; quieren retomarlo el próximo año."),
    ("Eligió a otro proveedor", "Rutas del Paisaje", "Ya trabajaban con ellos."),
    ("Aplazó o canceló el proyecto", "", "Cancelaron el evento."),
    ("No hay vehículos o fechas disponibles", "Expreso Guadua", "Necesitaban dos buses más."),
    ("Sin presupuesto", "", "El rubro quedó para el segundo semestre."),
    ("El servicio no cumple lo que pide", "", "Piden buses con plataforma para sillas de ruedas."),
]
MEANS = [
    "Vehículos propios y conductores de planta. Sin cruces en esas fechas.",
    "Dos vehículos propios y uno en convenio, ya confirmado.",
    "Con la flota de Armenia. Hay conductor de reserva.",
]
FLEET = {
    BUS: ["SXT 902", "TRK 562", "WLM 318"],
    BUSETA: ["SXT 418", "TRJ 774"],
    MICRO: ["SZN 205"],
    VAN: ["GPX 631", "GPX 632", "JTV 087"],
}
DRIVERS = [
    "Wilson Arbeláez",
    "José Iván Soto",
    "Luz Adriana Parra",
    "Hernán Toro",
    "Diego Gallego",
    "Fabio Nelson Ríos",
    "Yeison Cardona",
]
