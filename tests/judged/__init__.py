"""How good are the recommendations: questions, and what somebody who knows the films would accept."""
