"""What stands open in the demo today: requests, quotes in every state, services of these days."""

from decimal import Decimal

from koios.demo.commercial.offers import JUAN, NATALIA, OPTIONAL
from koios.demo.commercial.prices import (
    BOGOTA,
    BUS,
    BUSETA,
    CARTAGO,
    EDEN,
    HARVEST,
    MICRO,
    VAN,
)

# Each is as `past.past` makes them: `ago` in business days before today, `service` in days from
# today, and steps (business days after that, hour, verb, words).

NEEDS = [
    {
        "ago": 0,
        "steps": [
            (
                0,
                "07:35",
                "need",
                {
                    "channel": "web",
                    "company": "Fundación Semillas del Quindío",
                    "contact_name": "Catalina Restrepo Ossa",
                    "contact_email": "catalina@semillasquindio.example.co",
                    "contact_phone": "300 555 0148",
                    "what": "Necesitamos llevar a 60 niños al Jardín Botánico de Calarcá y "
                    "regresarlos a Circasia el mismo día.",
                    "place": "Circasia – Calarcá",
                    "schedule": "Un jueves, de 8 a. m. a 4 p. m.",
                    "passengers": "60 niños y 6 adultos",
                    "begins": "Segunda semana del mes entrante",
                },
            )
        ],
    },
    {
        "ago": 1,
        "customer": "cocora",
        "by": NATALIA,
        "steps": [
            (
                0,
                "11:20",
                "need",
                {
                    "channel": "whatsapp",
                    "what": "Tres vans para un grupo francés, cuatro días, desde Pereira.",
                    "place": "Pereira, Salento, Filandia",
                    "passengers": "31",
                    "begins": "En tres semanas",
                },
            ),
            (0, "16:10", "look", "conditions", "Dos vans propias.", "La tercera va en convenio."),
        ],
    },
    {
        "ago": 3,
        "customer": "consota",
        "steps": [
            (
                0,
                "15:05",
                "need",
                {
                    "channel": "phone",
                    "what": "Ruta de personal para el tercer turno, que empieza en enero.",
                    "place": "Dosquebradas – planta de La Badea",
                    "schedule": "Lunes a sábado, 10 p. m. y 6 a. m.",
                    "passengers": "24",
                },
            ),
            (1, "09:40", "plan_need", "Visitar la planta y medir el recorrido", 2),
        ],
    },
    {
        "ago": 16,
        "steps": [
            (
                0,
                "10:15",
                "need",
                {
                    "channel": "email",
                    "owner": JUAN,
                    "company": "Minera San Fermín",
                    "contact_name": "Édgar Patiño",
                    "contact_email": "epatino@sanfermin.example.co",
                    "what": "Cuatro camionetas 4x4 con conductor para una mina en el Chocó.",
                },
            ),
            (2, "16:30", "look", "no", "No tenemos 4x4 ni habilitación en esa zona."),
            (
                2,
                "16:45",
                "close",
                "Fuera de nuestra habilitación o cobertura",
                "Los remitimos a una empresa de Quibdó.",
            ),
        ],
    },
]

OPEN = [
    {
        "ago": 8,
        "customer": "arboleda",
        "title": "Salida pedagógica a Salento",
        "introduction": "Con buses de cinturón de tres puntos, como los pidió el colegio.",
        "lines": [("TU-01", 3, BUS, ""), ("TU-02", 6, BUS, "", OPTIONAL)],
        "service": (17, 17),
        "notes": "Mauricio compara con el operador del año pasado.",
        "steps": [
            (
                -1,
                "10:30",
                "need",
                {"channel": "visit", "what": "Salida a Salento, 110 estudiantes."},
            ),
            (0, "09:15", "draft"),
            (0, "11:40", "send"),
            (1, "07:52", "open"),
            (
                2,
                "08:30",
                "ask",
                "¿Los buses tienen cinturones de tres puntos? ¿Y hay guía bilingüe?",
            ),
            (2, "10:05", "reply", "Sí, los tres. Le enviamos otra versión con la guía opcional."),
            (
                3,
                "11:45",
                "version",
                {
                    "lines": [
                        ("TU-01", 3, BUS, ""),
                        ("TU-02", 6, BUS, "", OPTIONAL),
                        ("TU-05", 1, "", "", OPTIONAL),
                    ]
                },
            ),
            (4, "18:12", "open"),
            (5, "09:00", "plan", "Llamar: la abrió dos veces", 1),
        ],
    },
    {
        "ago": 5,
        "customer": "otun",
        "title": "Ruta de personal, turno de noche ampliado",
        "introduction": "Para las 46 personas del turno de noche.",
        "lines": [("EM-01", 130, BUSETA, ""), ("EM-01", 52, BUS, CARTAGO)],
        "service": (24, 204),
        "contract": True,
        "steps": [
            (0, "08:50", "draft"),
            (0, "15:20", "send"),
            (1, "08:05", "open"),
            (3, "10:30", "plan", "Preguntar si necesitan ajustes", 0),
        ],
    },
    {
        "ago": 2,
        "customer": "guaduales",
        "title": "Cuatro rutas escolares para el año entrante",
        "introduction": "Incluye monitora en la ruta de preescolar.",
        "lines": [("RE-01", 400, BUSETA, ""), ("RE-01", 200, MICRO, ""), ("RE-02", 200, "", "")],
        "service": (62, 362),
        "contract": True,
        "steps": [
            (0, "16:40", "need", {"channel": "visit", "what": "Cuatro rutas para enero."}),
            (0, "17:20", "look", "conditions", "Dos busetas propias.", "Vincular otras dos."),
            (1, "09:30", "draft", ""),
            (1, "14:30", "send"),
            (1, "19:47", "open"),
        ],
    },
    {
        "ago": 19,
        "customer": "santa-ines",
        "title": "Ruta de personal asistencial, fines de semana",
        "lines": [("EM-01", 32, BUSETA, ""), ("EM-01", 32, VAN, "")],
        "valid_days": 31,
        "service": (12, 72),
        "steps": [
            (0, "10:10", "draft"),
            (0, "12:15", "send"),
            (2, "07:33", "open"),
            (16, "09:00", "plan", "Llamar: vence esta semana", 0),
        ],
    },
    {
        "ago": 4,
        "customer": "eje",
        "title": "Congreso de ingeniería: traslados de conferencistas",
        "lines": [
            ("TU-01", 3, VAN, ""),
            ("TU-04", 1, BUSETA, BOGOTA),
            ("TU-02", 5, VAN, "", OPTIONAL),
        ],
        "service": (20, 22),
        "notes": "Siempre piden póliza de cumplimiento con la cotización.",
        "steps": [(0, "09:25", "draft"), (0, "17:05", "send"), (1, "10:41", "open")],
    },
    {
        "ago": 1,
        "customer": "san-jeronimo",
        "title": "Jornada de vacunación en seis veredas",
        "lines": [("SA-01", 60, VAN, ""), ("TU-02", 12, VAN, "", OPTIONAL)],
        "service": (9, 14),
        "steps": [(0, "09:05", "draft"), (0, "10:50", "send")],
    },
    {
        "ago": 1,
        "customer": "contacto-andino",
        "by": NATALIA,
        "title": "Transporte de la fiesta de fin de año",
        "introduction": "Ocho buses desde cuatro puntos de Manizales, con regreso a medianoche.",
        "lines": [
            ("TU-01", 8, BUS, "", {"discount": Decimal(14)}),
            ("TU-02", 16, BUS, ""),
            ("TU-01", 2, VAN, ""),
        ],
        "service": (18, 18),
        "steps": [(0, "15:10", "draft"), (0, "16:25", "ask_approval")],
    },
    {
        "ago": 3,
        "customer": "cafetal",
        "title": "Rutas de la traviesa",
        "lines": [
            ("EM-01", 150, BUSETA, HARVEST, {"discount": Decimal(12)}),
            ("EM-01", 60, VAN, ""),
        ],
        "service": (40, 85),
        "steps": [
            (0, "11:00", "draft"),
            (0, "11:20", "ask_approval"),
            (1, "08:40", "refuse_approval", "Máximo 8 %: el combustible subió este mes."),
        ],
    },
    {
        "ago": 2,
        "customer": "saman",
        "title": "Tres grupos de la temporada: tarifa por día y por kilómetro",
        "lines": [("TU-01", 9, BUSETA, ""), ("TU-03", 400, BUSETA, "")],
        "service": (30, 60),
        "steps": [
            (0, "10:35", "draft", ""),
            (0, "10:50", "plan", "Confirmar las fechas con Óscar", 1),
        ],
    },
]

# What was taken lately and is rendered in these days
TAKEN = [
    {
        "ago": 9,
        "customer": "eje",
        "title": "Salida de campo al nevado",
        "lines": [("TU-01", 2, BUS, ""), ("TU-02", 4, BUS, "")],
        "service": (0, 0),
        "steps": [
            (0, "09:00", "draft"),
            (0, "10:20", "send"),
            (1, "08:15", "open"),
            (2, "11:30", "accept"),
            (
                3,
                "09:10",
                "schedule",
                0,
                "05:00",
                "SXT 902, TRK 562",
                "Hernán Toro, Diego Gallego",
                "Entrar por la portería de la calle 62. Llevar cadenas.",
            ),
        ],
    },
    {
        "ago": 7,
        "customer": "santa-ines",
        "title": "Traslado de personal por cierre de vía",
        "lines": [("EM-01", 12, BUSETA, "")],
        "service": (0, 2),
        "steps": [
            (0, "08:30", "draft"),
            (0, "09:40", "send"),
            (0, "11:05", "accept"),
            (1, "08:20", "schedule", 0, "06:30", "SXT 418", "José Iván Soto"),
        ],
    },
    {
        "ago": 10,
        "customer": "saman",
        "by": NATALIA,
        "title": "Traslados del grupo de Medellín",
        "lines": [("TU-04", 4, VAN, EDEN), ("TU-01", 2, VAN, "")],
        "service": (-1, -1),
        "steps": [
            (0, "14:10", "draft"),
            (0, "15:00", "send"),
            (1, "09:25", "open"),
            (3, "10:00", "register", "Aprobó por correo con su orden de compra."),
            (4, "09:00", "schedule", -1, "14:00", "GPX 631", "Luz Adriana Parra"),
        ],
    },
    {
        "ago": 6,
        "customer": "arboleda",
        "title": "Clausura del año escolar",
        "lines": [("TU-01", 4, BUS, ""), ("TU-05", 1, "", "", OPTIONAL)],
        "service": (3, 3),
        "steps": [
            (0, "10:40", "draft"),
            (0, "11:50", "send"),
            (1, "07:58", "open"),
            (2, "12:20", "accept", 0),
            (
                3,
                "10:15",
                "schedule",
                3,
                "07:00",
                "SXT 902, TRK 562, WLM 318",
                "Hernán Toro, Diego Gallego, Wilson Arbeláez",
            ),
        ],
    },
    {
        "ago": 6,
        "customer": "otun",
        "title": "Visita de directivos a la planta",
        "lines": [("TU-01", 1, VAN, ""), ("TU-04", 2, VAN, EDEN)],
        "service": (3, 3),
        "steps": [
            (0, "15:15", "draft"),
            (0, "16:00", "send"),
            (3, "08:40", "accept"),
            (4, "11:00", "schedule", 3, "09:30", "GPX 632", "Wilson Arbeláez"),
        ],
    },
    {
        "ago": 5,
        "customer": "cocora",
        "by": NATALIA,
        "title": "Grupo de Toronto: Salento y Cocora",
        "lines": [("TU-01", 2, BUSETA, ""), ("TU-05", 2, "", "")],
        "service": (6, 7),
        "steps": [
            (0, "11:10", "draft"),
            (0, "12:30", "send"),
            (1, "17:20", "open"),
            (2, "09:50", "accept"),
            (
                3,
                "10:30",
                "schedule",
                6,
                "08:00",
                "TRJ 774",
                "Fabio Nelson Ríos",
                "Hablan inglés. Recoger en el hotel de Circasia.",
            ),
        ],
    },
    {
        "ago": 4,
        "customer": "consota",
        "by": NATALIA,
        "title": "Novena de la planta",
        "lines": [("TU-01", 3, BUS, "")],
        "service": (11, 11),
        "steps": [
            (0, "09:30", "draft"),
            (0, "10:10", "send"),
            (1, "14:05", "open"),
            (3, "16:30", "accept"),
        ],
    },
    {
        "ago": 3,
        "customer": "san-jeronimo",
        "title": "Brigada de salud visual",
        "lines": [("SA-01", 24, VAN, "")],
        "service": (5, 6),
        "steps": [(0, "08:55", "draft"), (0, "10:05", "send"), (1, "11:10", "accept")],
    },
    {
        "ago": 12,
        "customer": "contacto-andino",
        "by": NATALIA,
        "title": "Ruta de apoyo por paro de transporte",
        "lines": [("EM-01", 20, BUSETA, "")],
        "service": (-5, -4),
        "steps": [
            (0, "09:10", "draft"),
            (0, "09:55", "send"),
            (1, "10:10", "accept"),
            (2, "09:00", "schedule", -5, "05:30", "TRJ 774", "Fabio Nelson Ríos"),
            (5, "08:15", "cancel", "Se levantó el paro."),
        ],
    },
    {
        "ago": 14,
        "customer": "hoyos",
        "by": NATALIA,
        "title": "Paseo familiar al lago Calima",
        "lines": [("TU-01", 1, VAN, ""), ("TU-02", 2, VAN, "")],
        "service": (2, 2),
        "steps": [
            (0, "16:20", "draft"),
            (0, "16:50", "send"),
            (1, "20:05", "open"),
            (2, "19:30", "accept"),
            (3, "09:20", "schedule", -2, "07:00", "JTV 087", "Yeison Cardona"),
            (8, "10:10", "unschedule", "La familia lo corrió dos días; confirma el vehículo."),
        ],
    },
]

OVER = [
    {
        "ago": 11,
        "customer": "cafetal",
        "title": "Transporte de la feria del café",
        "lines": [("TU-01", 2, BUSETA, "")],
        "steps": [
            (0, "10:30", "draft"),
            (0, "11:10", "send"),
            (0, "11:25", "void", "Salió con el cliente equivocado: era para la alcaldía."),
        ],
    },
]

PRESENT = [*NEEDS, *OPEN, *TAKEN, *OVER]
