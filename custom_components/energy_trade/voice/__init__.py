"""What people can say to the home about its trading, in English, German and Korean, and what it answers."""
