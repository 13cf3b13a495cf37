"""How the site asks `matching`: with what is in the register, about what is published.

- `register`: the lists of the register, as they can be chosen from;
- `criteria`: the pilot's weights and rules over these lists;
- `extra_questions`: what editors of a programme ask beside, among participants;
- `host_profiles`: the live offers, as matching profiles;
- `engine`: the matcher that each process holds, and how it notices that something changed;
- `ranking`: the hosts that fit a visitor, and why others do not;
- `wording`: all this in words.

Only this package knows both `matching` and the models. Who else takes part in the matching (an
accepted application, say) gives its profiles to the engine beside those of the offers.
"""
