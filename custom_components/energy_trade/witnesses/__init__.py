"""What a home says about its neighbours' readings, where the community asks for witnesses."""
